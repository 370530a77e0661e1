namespace TrainingCamp.Checker.Verdicts;

/// <summary>What became of an exercise.</summary>
internal enum Outcome
{
    Passed,
    Failed,
    NotImplemented,
    CompileError,
    Hung,
    Crashed,
    Flooded,
}

internal static class OutcomeNames
{
    /// <summary>The stable name in JSON and in plain text: "not-implemented".</summary>
    public static string Name(this Outcome outcome) => outcome switch
    {
        Outcome.Passed => "passed",
        Outcome.Failed => "failed",
        Outcome.NotImplemented => "not-implemented",
        Outcome.CompileError => "compile-error",
        Outcome.Hung => "hung",
        Outcome.Crashed => "crashed",
        Outcome.Flooded => "flooded",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, null),
    };
}
