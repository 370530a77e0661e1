namespace TrainingCamp.Checker.Verdicts;

/// <summary>What became of an exercise, or of a test.</summary>
internal enum Outcome
{
    Passed,
    Failed,
    NotImplemented,
    CompileError,
    Hung,
    Crashed,
    Flooded,

    /// <summary>Two accesses to the same memory that nothing orders.</summary>
    Race,

    /// <summary>Nothing can run any more: a circle of locks, or a wake-up that was lost.</summary>
    Deadlock,

    /// <summary>A test that needs what this machine does not have. Never an exercise.</summary>
    Skipped,
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
        Outcome.Race => "race",
        Outcome.Deadlock => "deadlock",
        Outcome.Skipped => "skipped",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, null),
    };
}
