using System.Text.Json.Serialization;

namespace TrainingCamp.Checker.Reports;

/// <summary>What became of one exercise.</summary>
/// <param name="Given">camp goto put the reference in: it counts for nobody.</param>
internal sealed record ExerciseReport(
    string Id, string Outcome, long ElapsedMs, string Message, int Hints, bool Given, IReadOnlyList<TestReport> Tests)
{
    [JsonIgnore]
    public string Lesson => Id[..Id.IndexOf('/')];

    [JsonIgnore]
    public bool Passed => Outcome == "passed" && !Given;

    /// <summary>Whether the learner has done anything: a stub is not an attempt.</summary>
    [JsonIgnore]
    public bool Tried => !Given && Outcome != "not-implemented";

    [JsonIgnore]
    public int TestsPassed => Tests.Count(test => test.Outcome == "passed");

    [JsonIgnore]
    public int TestsRun => Tests.Count(test => test.Outcome != "skipped");

    /// <summary>From 0 to 1: the part of the tests that pass.</summary>
    [JsonIgnore]
    public double Credit => Passed ? 1 : Given || TestsRun == 0 ? 0 : (double)TestsPassed / TestsRun;
}
