using TrainingCamp.Races.Tests.Support;
using Xunit;

namespace TrainingCamp.Races.Tests;

public sealed class DeterminismTests
{
    [Theory]
    [InlineData("Fields.Increment_broken")]
    [InlineData("Monitors.Wait_after_if_broken")]
    [InlineData("ChannelPrograms.Two_workers_broken")]
    [InlineData("Cancelling.Taken_off_under_the_lock_broken")]
    [InlineData("Statics.List_broken")]
    public void The_same_seed_gives_the_same_report(string program)
    {
        // Two copies of the programs: static fields are the whole assembly's, and another test explores those of the corpus meanwhile.
        using var one = ExploredAssembly.Load(Programs.Path);
        using var other = ExploredAssembly.Load(Programs.Path);
        Assert.Equal(Report(one), Report(other));

        string Report(ExploredAssembly copy) => Explorer.Explore(
            copy, copy.Assembly.GetType(Programs.Named(program).DeclaringType!.FullName!)!.GetMethod(Programs.Named(program).Name)!).Finding!.Report;
    }

    [Fact]
    public void A_seed_alone_replays_what_was_found()
    {
        var found = Programs.Explore("Atomics.Maximum_with_one_try_broken").Finding!;
        var replayed = Programs.Explore("Atomics.Maximum_with_one_try_broken", new ExploreOptions { Seed = found.Seed, Schedules = 1, Shorten = 0 }).Finding!;
        Assert.Equal(found.Report, replayed.Report);
    }

    [Fact]
    public void On_one_processor_or_on_all_the_same_is_found()
    {
        var onAll = Programs.Explore("Monitors.Two_orders_broken").Finding!.Report;
        Assert.Equal(onAll, Programs.Explore("Monitors.Two_orders_broken", new ExploreOptions { OneProcessor = true }).Finding!.Report);
    }

    [Fact]
    public async Task Explorations_side_by_side_do_not_disturb_each_other()
    {
        var alone = Programs.Explore("Monitors.Two_orders_broken").Finding!.Report;
        var together = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Programs.Explore("Monitors.Two_orders_broken").Finding!.Report)));
        Assert.All(together, report => Assert.Equal(alone, report));
    }
}
