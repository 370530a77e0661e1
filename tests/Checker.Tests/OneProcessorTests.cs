using TrainingCamp.Checker.Racing;
using Xunit;

namespace TrainingCamp.Checker.Tests;

public sealed class OneProcessorTests
{
    [Fact]
    public void A_thread_that_stays_has_one_processor()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux lets a thread choose its processor");
        string? processors = null;
        var thread = new Thread(() =>
        {
            OneProcessor.Stay();
            processors = Processors();
        });
        thread.Start();
        thread.Join();

        Assert.Matches(@"^\d+$", processors);
    }

    // Of the thread that asks, as the kernel lists them: "0-3", or "2" for one alone.
    private static string Processors() =>
        File.ReadLines("/proc/thread-self/status").Single(line => line.StartsWith("Cpus_allowed_list:", StringComparison.Ordinal)).Split(':')[1].Trim();
}
