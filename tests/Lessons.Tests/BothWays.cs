using TrainingCamp.Checker.Compiling;
using TrainingCamp.Checker.Verdicts;

namespace TrainingCamp.Lessons.Tests;

/// <summary>What camp has said of an answer, or of all of a lesson's, and dotnet test in one run or several.</summary>
/// <param name="name">The answer's path, or what tells all of a lesson's from it.</param>
/// <param name="assembly">Where dotnet test runs it.</param>
/// <param name="camp">Its verdicts.</param>
internal sealed class BothWays(string name, string assembly, IReadOnlyList<Verdict> camp)
{
    public string Name => name;

    public string Assembly { get; set; } = assembly;

    /// <summary>In each run the outcomes by test, "CounterTests.Adds_up".</summary>
    public List<ILookup<string, string>> DotnetTest { get; } = [];

    /// <summary>An answer in one assembly with its tests; null for all of a lesson's.</summary>
    public Compiled? Whole { get; init; }

    /// <summary>What camp has said and dotnet test in no run.</summary>
    public IEnumerable<string> Faults => camp.SelectMany(Differences).Select(fault => $"{name}: {fault}");

    private IEnumerable<string> Differences(Verdict verdict)
    {
        var tests = verdict.Selected.Exercise.Tests;
        var own = DotnetTest.ConvertAll(run => run.Where(test => test.Key.StartsWith(tests + ".", StringComparison.Ordinal)).ToList());
        // An answer that hangs, crashes or floods does not pass with either; which tests run before it does is not the same.
        if (verdict.Outcome is Outcome.Hung or Outcome.Crashed or Outcome.Flooded)
            return own.TrueForAll(run => run.Count > 0 && run.TrueForAll(test => test.All(outcome => outcome == "Passed"))) ? [$"camp says {verdict.Id} is {verdict.Outcome}, dotnet test that it passes."] : [];

        var ran = own.ConvertAll(run => run.Sum(test => test.Count()));
        var missing = ran.Contains(verdict.Tests.Count) ? Array.Empty<string>() : [$"camp ran {verdict.Tests.Count} tests of {verdict.Id}, dotnet test {string.Join(" or ", ran.Distinct())}."];
        return missing.Concat(
            from test in verdict.Tests.GroupBy(test => VSTest.Logged(test.Name))
            let ours = Listed(test.Select(each => Words(each.Outcome)))
            let theirs = DotnetTest.Select(run => Listed(run[$"{tests}.{test.Key}"].DefaultIfEmpty("nothing"))).ToHashSet()
            where !theirs.Contains(ours)
            select $"camp says {test.Key} of {verdict.Id} is {ours} ({test.First().Message}), dotnet test says {string.Join(" or ", theirs)}.");
    }

    private static string Listed(IEnumerable<string> outcomes) => string.Join(", ", outcomes.Order(StringComparer.Ordinal));

    private static string Words(Outcome outcome) => outcome switch
    {
        Outcome.Passed => "Passed",
        Outcome.Skipped => "NotExecuted",
        _ => "Failed",
    };
}
