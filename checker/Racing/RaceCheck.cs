using TrainingCamp.Checker.Verdicts;

namespace TrainingCamp.Checker.Racing;

/// <summary>Adds to verdicts what exploring has found: each situation is one more test.</summary>
internal static class RaceCheck
{
    /// <summary>Whether a verdict leaves anything to explore: what is not there yet, or does not compile, does not.</summary>
    public static bool Matters(Verdict verdict) =>
        verdict.Selected.Exercise.Races is not null && verdict.Outcome is not (Outcome.NotImplemented or Outcome.CompileError);

    /// <param name="situations">Null when exploring did not come to an end.</param>
    public static Verdict Add(Verdict verdict, IReadOnlyList<Situation>? situations) =>
        Matters(verdict) ? With(verdict, Of(verdict, situations)) : verdict;

    /// <summary>The situation as a test.</summary>
    public static TestVerdict AsTest(Situation situation) => new(situation.Name, situation.Kind switch
    {
        "" => Outcome.Passed,
        "Race" => Outcome.Race,
        "Deadlock" or "LostWakeUp" => Outcome.Deadlock,
        "Livelock" => Outcome.Hung,
        "Failed" => Outcome.Failed,
        _ => Outcome.Skipped,
    }, situation.Report);

    private static List<TestVerdict> Of(Verdict verdict, IReadOnlyList<Situation>? situations) => situations is null
        ? [new TestVerdict("(exploration)", Outcome.Skipped, "The exploration of schedules did not come to an end.")]
        : [.. situations.Where(situation => situation.Class == verdict.Selected.Exercise.Races).Select(AsTest)];

    // First what exploring found: it names the lines.
    private static Verdict With(Verdict verdict, List<TestVerdict> more) =>
        Verdict.Of(verdict.Selected, [.. more, .. verdict.Tests], verdict.ElapsedMs) with { Note = verdict.Note };
}
