using TrainingCamp.Races.Running;
using Xunit;

namespace TrainingCamp.Races.Tests;

public sealed class ProcessorTests
{
    [Fact]
    public void Threads_that_stay_have_one_processor_and_the_same()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux lets a thread choose its processor");
        var processor = new Processor();
        var processors = new string[3];
        var threads = Enumerable.Range(0, processors.Length).Select(number => new Thread(() =>
        {
            processor.Stay();
            processors[number] = Allowed();
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        Assert.Matches(@"^\d+$", Assert.Single(processors.Distinct()));
    }

    // To the thread that asks, as the kernel lists them: "0-3", or "2" for one alone.
    private static string Allowed() =>
        File.ReadLines("/proc/thread-self/status").Single(line => line.StartsWith("Cpus_allowed_list:", StringComparison.Ordinal)).Split(':')[1].Trim();
}
