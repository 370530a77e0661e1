using TrainingCamp.Checker.Verdicts;

namespace TrainingCamp.Checker.Running;

/// <summary>
/// Runs test classes to their end. A test that hangs, crashes or floods ends its process; the tests after it run in a new one.
/// </summary>
/// <param name="stillRuns">Hears of a test that runs for long; see <see cref="HangWatch.StillRuns"/>.</param>
internal sealed class TestRun(TestHosts hosts, HangLimits limits, Action<string>? stillRuns = null)
{
    /// <summary>After so many broken tests of a class, its other tests are not run.</summary>
    private const int MostBroken = 3;

    /// <param name="classes">Simple names of test classes.</param>
    /// <param name="method">"CounterTests.Adds_up" to run that test alone; null for all.</param>
    public async Task<IReadOnlyList<TestLog.Entry>> Run(IReadOnlyList<string> classes, string? method, CancellationToken cancellation)
    {
        var entries = new List<TestLog.Entry>();
        var left = classes.ToList();
        while (left.Count > 0)
        {
            var log = new TestLog();
            var watch = new HangWatch(limits.For(left, entries), (process, stop) => Inspector.WhoWaits(process, hosts.Assembly, stop)) { StillRuns = stillRuns };
            var result = await new TestProcess(hosts, log, watch).Run(Filters(left, method, entries), cancellation);
            if (result.End != RunEnd.Finished && log.Current is null && log.Entries.Count == 0)
                return [.. entries, .. left.Select(name => new TestLog.Entry(name, "", NeverStarted(result), 0))];

            entries.AddRange(log.Entries);
            if (result.End == RunEnd.Finished)
                break;
            entries.Add(Broken(log, result));
            left.RemoveAll(name => entries.Count(entry => entry.Class == name && IsBroken(entry)) >= MostBroken);
        }

        return entries;
    }

    private static IEnumerable<string> Filters(List<string> classes, string? method, List<TestLog.Entry> done) =>
        classes.SelectMany(name => new[] { "-class", "*." + name })
            .Concat(method is null ? [] : ["-method", "*." + method])
            .Concat(done.Where(entry => entry.Method.Length > 0).Select(entry => entry.Method).Distinct().SelectMany(method => new[] { "-method-", method }));

    private static bool IsBroken(TestLog.Entry entry) => entry.Verdict.Outcome is Outcome.Hung or Outcome.Crashed or Outcome.Flooded;

    // Between two tests the fault belongs to the test before: what it left running has ended the process.
    private static TestLog.Entry Broken(TestLog log, RunResult result)
    {
        var (className, method, name) = log.Current ?? (log.Entries[^1].Class, "", $"(after {log.Entries[^1].Verdict.Name})");
        return new TestLog.Entry(className, method, new TestVerdict(name, OutcomeOf(result.End), Message(result)), 0);
    }

    private static TestVerdict NeverStarted(RunResult result) => new("(start)", OutcomeOf(result.End), Message(result));

    private static Outcome OutcomeOf(RunEnd end) => end switch
    {
        RunEnd.Hung => Outcome.Hung,
        RunEnd.Flooded => Outcome.Flooded,
        _ => Outcome.Crashed,
    };

    private static string Message(RunResult result) => result.End switch
    {
        RunEnd.Hung => $"This test never ends: a deadlock, a lost wake-up, or a loop without an end.{(result.Message.Length > 0 ? "\n" + result.Message : "")}",
        RunEnd.Flooded => "This test printed more than 4 MB and was stopped: look for output inside a loop.",
        _ => result.Message,
    };
}
