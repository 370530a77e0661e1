using System.Diagnostics;
using TrainingCamp.Checker.Running;
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
}
