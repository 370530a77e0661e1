using System.Diagnostics;
using TrainingCamp.Checker.Running;
using TrainingCamp.Checker.Verdicts;
using Xunit;

namespace TrainingCamp.Checker.Tests;

public sealed class HangWatchTests
{
    [Fact]
    public async Task A_test_that_ends_while_it_is_looked_into_does_not_hang()
    {
        using var process = Process.GetCurrentProcess();
        var looks = 0;
        HangWatch watch = null!;
        // Any time at all is too much.
        watch = new HangWatch(new HangLimits(Idle: TimeSpan.FromHours(1), Processor: TimeSpan.Zero), (_, _) =>
        {
            if (++looks == 1)
                watch.Progressed();
            return Task.FromResult<IReadOnlyList<string>>([$"look {looks}"]);
        });

        var waiting = await watch.WaitForHang(process, new TestLog(), TestContext.Current.CancellationToken);

        Assert.Equal("Waiting: look 2", waiting);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_loop_that_printed_once_gets_no_longer_than_another_and_one_that_goes_on_printing_does(bool goesOn)
    {
        var limits = new HangLimits(Idle: TimeSpan.FromHours(1), Processor: TimeSpan.FromSeconds(2)) { NamesWaiting = false };
        var watch = new HangWatch(limits, (_, _) => Task.FromResult<IReadOnlyList<string>>([]));
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var hung = watch.WaitForHang(process, new TestLog(), TestContext.Current.CancellationToken);
        watch.Printed();
        await Task.Run(() =>
        {
            while (!hung.IsCompleted)
                if (goesOn)
                    watch.Printed();
        }, TestContext.Current.CancellationToken);
        await hung;

        process.Refresh();
        Assert.Equal(goesOn, process.TotalProcessorTime - before > 4 * limits.Processor);
    }

    [Fact]
    public void Only_where_each_exercise_has_hung_already_tests_get_less_time()
    {
        var limits = HangLimits.OfATrainee;
        TestLog.Entry[] entries = [Of("A", Outcome.Hung), Of("B", Outcome.Passed), Of("B", Outcome.Crashed)];
        Assert.Equal(TimeSpan.FromSeconds(5), limits.For(["A"], entries).Processor);
        Assert.Equal(limits.Long, limits.For(["A"], entries).Long);
        Assert.Equal(limits, limits.For(["B"], entries));
        Assert.Equal(limits, limits.For(["A", "B"], entries));
        Assert.Equal(limits, limits.For(["A"], []));

        var same = new HangLimits(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(6));
        Assert.Equal(same, same.For(["A"], entries));

        static TestLog.Entry Of(string name, Outcome outcome) => new(name, $"{name}.Test", new TestVerdict("Test", outcome, ""), 0);
    }
}
