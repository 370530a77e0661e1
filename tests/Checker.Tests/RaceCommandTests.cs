using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using TrainingCamp.Checker.Lessons;
using TrainingCamp.Checker.Racing;
using TrainingCamp.Checker.Tests.Support;
using TrainingCamp.Checker.Verdicts;
using Xunit;

namespace TrainingCamp.Checker.Tests;

/// <summary>Exploring schedules, as a learner asks for it.</summary>
public sealed partial class RaceCommandTests : IDisposable
{
    private readonly SyncWorkspace _workspace = new();

    [Fact]
    public async Task A_missing_lock_is_a_race_with_its_lines_and_a_seed_that_shows_it_again()
    {
        _workspace.Write("Counter.cs", Mistake("counter/unlocked"));

        var camp = await Camp.Run(_workspace.Path, "check", "sync/counter", "--json");

        var exercise = camp.Json["exercises"]![0]!;
        Assert.Equal((1, "race"), (camp.ExitCode, (string)exercise["outcome"]!));
        var report = (string)exercise["tests"]!.AsArray().First(test => (string)test!["outcome"]! == "race")!["message"]!;
        Assert.Contains("_count", report, StringComparison.Ordinal);
        Assert.Contains("Counter.cs:", report, StringComparison.Ordinal);
        var seed = Again().Match(report).Groups[1].Value;
        Assert.NotEmpty(seed);

        var first = await Camp.Run(_workspace.Path, "check", "sync/counter", "--race", "--seed", seed, "--json");
        var second = await Camp.Run(_workspace.Path, "check", "sync/counter", "--race", "--seed", seed, "--json");
        Assert.Equal("race", (string)first.Json["exercises"]![0]!["outcome"]!);
        Assert.Equal(Found(first), Found(second));
    }

    [Fact]
    public async Task Locks_in_two_orders_are_a_deadlock()
    {
        _workspace.Write("Transfer.cs", Mistake("transfer/payer-first"));

        var camp = await Camp.Run(_workspace.Path, "check", "sync/transfer", "--json");

        Assert.Equal("deadlock", (string)camp.Json["exercises"]![0]!["outcome"]!);
    }

    [Fact]
    public async Task A_right_answer_passes_two_thousand_schedules()
    {
        _workspace.Write("Counter.cs", Pristine.OfThisTool.Reference(_workspace.Counter)!);

        var camp = await Camp.Run(_workspace.Path, "check", "sync/counter", "--race", "--json");

        Assert.Equal((0, "passed"), (camp.ExitCode, (string)camp.Json["exercises"]![0]!["outcome"]!));
    }

    [Fact]
    public async Task Who_waits_to_explore_warms_up_with_what_was_explored_last_but_not_with_a_loop_without_an_end()
    {
        var reference = Pristine.OfThisTool.Reference(_workspace.Counter)!;
        using var check = new LessonCheck(_workspace.Counter.Lesson, Pristine.OfThisTool) { Limits = new(TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(5)) };
        Assert.Equal(Outcome.Passed, await OutcomeOf(reference));
        Assert.NotNull(check.Explored);

        Assert.Equal(Outcome.Hung, await OutcomeOf(reference.Replace("lock (_gate)\n            _count", "while (amount != 0) { }\n        lock (_gate)\n            _count", StringComparison.Ordinal)));
        Assert.Null(check.Explored);

        async Task<Outcome> OutcomeOf(string text)
        {
            _workspace.Write("Counter.cs", text);
            var quick = RaceRequest.Always with { Patience = TimeSpan.FromSeconds(1) };
            return (await check.Check([_workspace.Counter.Exercise], test: "CounterTests.Two_counters_count_apart", races: quick, cancellation: TestContext.Current.CancellationToken))[0].Outcome;
        }
    }

    [Fact]
    public async Task What_waits_to_explore_ends_with_a_watch_that_is_killed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "processes are told by their command lines on Linux only");
        _workspace.Write("Counter.cs", Pristine.OfThisTool.Reference(_workspace.Counter)!);
        using var watch = Camp.Start(_workspace.Path, "watch", "sync/counter", "--json");
        Assert.Contains("passed", await watch.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var waiting = await Explorer().WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        watch.Kill();

        await waiting.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task What_is_no_seed_is_refused()
    {
        var camp = await Camp.Run(_workspace.Path, "check", "sync/counter", "--seed", "-1");

        Assert.Equal(2, camp.ExitCode);
        Assert.Contains("is no seed", camp.Errors, StringComparison.Ordinal);
    }

    public void Dispose() => _workspace.Dispose();

    private async Task<Process> Explorer()
    {
        // It starts after the verdict, and nothing tells of it. The pause leaves it the processor; no verdict depends on it.
        while (true)
        {
            if (Processes.Of(_workspace.Path).FirstOrDefault(process => Processes.CommandLine(process.Id).Contains(Exploring.Command, StringComparison.Ordinal)) is { } found)
                return found;
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    // What exploring has found, without how long anything took.
    private static string Found(Camp.Result camp) =>
        string.Concat(camp.Json["exercises"]![0]!["tests"]!.AsArray().Where(test => (string)test!["outcome"]! == "race").Select(test => test!.ToJsonString()));

    private static string Mistake(string name, [CallerFilePath] string path = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "solutions", "05-sync", "mistakes", name + ".cs"));

    [GeneratedRegex(@"camp check sync/counter --race --seed (\d+)")]
    private static partial Regex Again();
}
