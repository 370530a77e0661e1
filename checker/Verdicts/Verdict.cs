using System.Text.Json.Nodes;
using TrainingCamp.Checker.Lessons;

namespace TrainingCamp.Checker.Verdicts;

/// <summary>What became of an exercise, test by test.</summary>
/// <param name="ElapsedMs">Milliseconds that its tests ran.</param>
/// <param name="Message">What is to be said of the exercise as a whole, such as the compiler's errors; else empty.</param>
internal sealed record Verdict(
    Selected Selected, Outcome Outcome, long ElapsedMs, IReadOnlyList<TestVerdict> Tests, string Message = "")
{
    public string Id => Selected.Exercise.Id;

    /// <summary>What should be known of how the verdict came about, whatever it is; else empty.</summary>
    public string Note { get; init; } = "";

    public bool Passed => Outcome == Outcome.Passed;

    /// <summary>Judges an exercise by its tests.</summary>
    public static Verdict Of(Selected selected, IReadOnlyList<TestVerdict> tests, long elapsedMs)
    {
        if (tests.Count == 0)
            return new Verdict(selected, Outcome.Failed, elapsedMs, tests, $"No test ran: is {selected.Exercise.Tests} still in tests/{selected.Exercise.Tests}.cs?");

        // What was skipped proves nothing, neither for nor against.
        if (tests.All(test => test.Outcome == Outcome.Skipped))
            return new Verdict(selected, Outcome.Failed, elapsedMs, tests, $"Every test was skipped: {tests[0].Message}");

        var outcomes = tests.Select(test => test.Outcome).Where(outcome => outcome is not (Outcome.Passed or Outcome.Skipped)).ToHashSet();
        return new Verdict(selected, Worst(outcomes), elapsedMs, tests);
    }

    private static Outcome Worst(HashSet<Outcome> outcomes)
    {
        Outcome[] grave = [Outcome.CompileError, Outcome.Flooded, Outcome.Crashed, Outcome.Race, Outcome.Deadlock, Outcome.Hung, Outcome.Failed, Outcome.NotImplemented];
        return grave.Where(outcomes.Contains).DefaultIfEmpty(Outcome.Passed).First();
    }

    /// <summary>The document that --json prints; its names are stable. "note" is there when there is one.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["id"] = Id,
            ["outcome"] = Outcome.Name(),
            ["elapsedMs"] = ElapsedMs,
            ["message"] = Message,
            ["tests"] = new JsonArray([.. Tests.Select(test => new JsonObject
            {
                ["name"] = test.Name,
                ["outcome"] = test.Outcome.Name(),
                ["message"] = test.Message,
            })]),
        };
        if (Note.Length > 0)
            json["note"] = Note;
        return json;
    }
}
