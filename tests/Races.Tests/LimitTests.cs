using System.Diagnostics;
using Camp.Testing;
using TrainingCamp.Races.Tests.Support;
using Xunit;

namespace TrainingCamp.Races.Tests;

[Collection(typeof(Alone))]
public sealed class LimitTests
{
    [Theory]
    [InlineData("Unknown.A_reader_writer_lock_of_old", "ReaderWriterLock")]
    [InlineData("Unknown.Parallel_queries", "Parallel")]
    public void What_is_not_known_is_named_and_not_guessed_at(string program, string member)
    {
        var (type, method) = (program.Split('.')[0], program.Split('.')[1]);
        var finding = Explorer.Explore(Programs.Corpus, Programs.Corpus.Assembly.GetType($"RaceCorpus.Refused.{type}")!.GetMethod(method)!).Finding!;
        Assert.Equal(Finding.Kinds.NotChecked, finding.Kind);
        Assert.Contains(member, finding.Headline, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, Finding.Kinds.OutOfControl)]
    [InlineData(2, Finding.Kinds.Race)]
    public void A_schedule_that_stands_still_is_the_last(int standsStill, Finding.Kinds found)
    {
        using var never = new ManualResetEventSlim();
        var schedules = 0;
        // This code is not rewritten, so its waiting is out of sight.
        var exploration = Explorer.Explore(Programs.Corpus, () =>
        {
            if (++schedules == standsStill)
                never.Wait();
            return Programs.Named("Fields.Increment_broken").Invoke(null, null);
        }, new ExploreOptions { Patience = TimeSpan.FromSeconds(1) });
        Assert.Equal((found, 1), (exploration.Finding?.Kind, exploration.Schedules));

        // It goes on after all, and begins no other.
        never.Set();
        Programs.Explore("Fields.Increment_broken");
        Assert.Equal(standsStill, schedules);
    }

    [Fact]
    public void A_thousand_explorations_leave_no_thread_and_no_memory_behind()
    {
        string[] programs = ["Monitors.Two_orders_broken", "Threads.Left_running_broken", "Fields.Increment_broken", "Semaphores.Async_lock_correct", "Sources.Never_set_broken"];
        var few = new ExploreOptions { Schedules = 2, Shorten = 0 };
        Explore(50);
        var (threads, bytes) = (Threads(), Heap.InUse());
        Explore(1_000);

        // Threads that were told to end need a moment for it.
        Assert.True(SpinWait.SpinUntil(() => Threads() <= threads + 3, TimeSpan.FromSeconds(30)), $"{threads} threads before, {Threads()} after");
        Assert.InRange(Heap.InUse() - bytes, long.MinValue, 4_000_000);

        void Explore(int times)
        {
            for (var time = 0; time < times; time++)
                Programs.Explore(programs[time % programs.Length], few with { Seed = time + 1 });
        }
    }

    private static int Threads()
    {
        using var me = Process.GetCurrentProcess();
        return me.Threads.Count;
    }
}
