using TrainingCamp.Checker.Compiling;
using TrainingCamp.Checker.Lessons;
using TrainingCamp.Checker.Verdicts;

namespace TrainingCamp.Lessons.Tests;

/// <summary>What camp and dotnet test have said of an answer, or of all of a lesson's: once, or several times.</summary>
/// <param name="assembly">Where dotnet test runs it.</param>
/// <param name="verdicts">camp's.</param>
internal sealed class BothWays(string name, string assembly, IEnumerable<Verdict> verdicts)
{
    public string Assembly { get; set; } = assembly;

    public List<Verdict> Camp { get; } = [.. verdicts];

    /// <summary>In each run the outcomes by test, "CounterTests.Adds_up".</summary>
    public List<ILookup<string, string>> DotnetTest { get; } = [];

    /// <summary>Null for all of a lesson's.</summary>
    public Answer? Answer { get; init; }

    /// <summary>The answer in one assembly with its tests.</summary>
    public Compiled? Whole { get; init; }

    /// <summary>What has never been said both ways.</summary>
    public IEnumerable<string> Faults =>
        Camp.GroupBy(verdict => verdict.Selected.Exercise).SelectMany(verdicts => Differences(verdicts.Key, [.. verdicts])).Select(fault => $"{name}: {fault}");

    private IEnumerable<string> Differences(Exercise exercise, List<Verdict> verdicts)
    {
        var own = DotnetTest.ConvertAll(run => run.Where(test => test.Key.StartsWith(exercise.Tests + ".", StringComparison.Ordinal)).ToList());
        // An answer that hangs, crashes or floods does not pass with either; which tests run before it does is not the same.
        if (verdicts.Find(verdict => verdict.Outcome is Outcome.Hung or Outcome.Crashed or Outcome.Flooded) is { } broken)
            return own.TrueForAll(run => run.Count > 0 && run.TrueForAll(test => test.All(outcome => outcome == "Passed"))) ? [$"camp says {exercise.Id} is {broken.Outcome}, dotnet test that it passes."] : [];

        HashSet<int> ours = [.. verdicts.Select(verdict => verdict.Tests.Count)], theirs = [.. own.Select(run => run.Sum(test => test.Count()))];
        var missing = ours.Overlaps(theirs) ? Array.Empty<string>() : [$"camp ran {string.Join(" or ", ours)} tests of {exercise.Id}, dotnet test {string.Join(" or ", theirs)}."];
        return missing.Concat(
            from test in verdicts.SelectMany(verdict => verdict.Tests).GroupBy(test => VSTest.Logged(test.Name))
            let camp = verdicts.Select(verdict => Listed(verdict.Tests.Where(each => VSTest.Logged(each.Name) == test.Key).Select(each => Words(each.Outcome)))).ToHashSet()
            let dotnet = DotnetTest.Select(run => Listed(run[$"{exercise.Tests}.{test.Key}"].DefaultIfEmpty("nothing"))).ToHashSet()
            where !camp.Overlaps(dotnet)
            select $"camp says {test.Key} of {exercise.Id} is {string.Join(" or ", camp)} ({test.First().Message}), dotnet test says {string.Join(" or ", dotnet)}.");
    }

    private static string Listed(IEnumerable<string> outcomes) => string.Join(", ", outcomes.Order(StringComparer.Ordinal));

    private static string Words(Outcome outcome) => outcome switch
    {
        Outcome.Passed => "Passed",
        Outcome.Skipped => "NotExecuted",
        _ => "Failed",
    };
}
