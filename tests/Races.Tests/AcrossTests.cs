using TrainingCamp.Races.Tests.Support;
using Xunit;

namespace TrainingCamp.Races.Tests;

/// <summary>What is explored may lie in several assemblies: here the corpus, called from this one.</summary>
public sealed class AcrossTests : IDisposable
{
    private readonly ExploredAssembly _explored = ExploredAssembly.Load(typeof(Across).Assembly.Location, Programs.Path);

    [Theory]
    [InlineData(nameof(Across.List), "Collections.List_broken")]
    [InlineData(nameof(Across.Orders), "Monitors.Two_orders_broken")]
    public void The_same_is_found_as_in_one(string program, string alone)
    {
        var (across, inOne) = (Explore(program).Finding!, Programs.Explore(alone).Finding!);
        Assert.Equal((inOne.Kind, inOne.Headline), (across.Kind, across.Headline));
    }

    [Fact]
    public void Static_fields_of_the_other_start_afresh_in_every_schedule() => Assert.Null(Explore(nameof(Across.Calls)).Finding);

    [Fact]
    public void A_static_field_of_the_other_is_shared() => Assert.Equal(Finding.Kinds.Race, Explore(nameof(Across.Calls_from_two)).Finding?.Kind);

    // As when two answers are explored in one process: the code of the first still runs, and is none of the second's business.
    [Fact]
    public void What_another_exploration_has_left_behind_is_not_of_this_one()
    {
        using var other = ExploredAssembly.Load(Programs.Path);
        var listen = other.Assembly.GetType(typeof(RaceCorpus.Statics.LeftBehind).FullName!)!.GetMethod(nameof(RaceCorpus.Statics.LeftBehind.Listen))!;
        Assert.Null(Explorer.Explore(other, listen, new ExploreOptions { Schedules = 1 }).Finding);
        Assert.Null(Programs.Explore("LeftBehind.Two_meters_correct").Finding);
    }

    public void Dispose() => _explored.Dispose();

    private Exploration Explore(string program) =>
        Explorer.Explore(_explored, _explored.Assembly.GetType(typeof(Across).FullName!)!.GetMethod(program)!, new ExploreOptions { Shorten = 0 });
}

/// <summary>Programs of this assembly, with the corpus at work.</summary>
public static class Across
{
    public static async Task List() => await RaceCorpus.Collections.Collections.List_broken();

    public static async Task Orders() => await RaceCorpus.Monitors.Monitors.Two_orders_broken();

    public static async Task Calls()
    {
        RaceCorpus.Statics.Statics.Calls++;
        await Task.Yield();
        Assert.Equal(1, RaceCorpus.Statics.Statics.Calls);
    }

    public static async Task Calls_from_two()
    {
        var other = Task.Run(() => RaceCorpus.Statics.Statics.Calls++);
        RaceCorpus.Statics.Statics.Calls++;
        await other;
    }
}
