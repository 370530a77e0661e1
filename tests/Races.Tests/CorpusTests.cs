using TrainingCamp.Races.Tests.Support;
using Xunit;

namespace TrainingCamp.Races.Tests;

/// <summary>Every primitive with programs that are right and programs that are wrong. build/bench/races.cs looks longer.</summary>
public sealed class CorpusTests
{
    public static TheoryData<string> Classes => [.. Programs.All.Select(program => program.DeclaringType!.FullName!).Distinct()];

    [Theory, MemberData(nameof(Classes))]
    public void No_correct_program_gives_an_alarm(string type)
    {
        var alarms = Of(type, broken: false).Select(program => (program, Found: Explorer.Explore(Programs.Corpus, program, new ExploreOptions { Schedules = 100, Shorten = 0 }).Finding))
            .Where(explored => explored.Found is not null).Select(explored => $"{explored.program.Name}: {explored.Found!.Report}");
        Assert.Empty(alarms);
    }

    [Theory, MemberData(nameof(Classes))]
    public void Every_broken_program_is_found(string type)
    {
        var missed = Of(type, broken: true).Where(program => Explorer.Explore(Programs.Corpus, program, new ExploreOptions { Shorten = 0 }).Finding is null or { Kind: Finding.Kinds.NotChecked or Finding.Kinds.OutOfControl });
        Assert.Empty(missed.Select(program => program.Name));
    }

    [Theory, MemberData(nameof(Classes))]
    public void A_class_loaded_for_itself_shows_what_it_shows_among_all(string type)
    {
        using var alone = ExploredAssembly.Load(Programs.Path, [], new HashSet<string> { type.Split('.')[^1] });
        foreach (var program in Of(type, broken: true))
        {
            var same = alone.Assembly.GetType(type)!.GetMethod(program.Name)!;
            Assert.Equal(Outcome(Programs.Corpus, program), Outcome(alone, same));
        }

        static (string?, int) Outcome(ExploredAssembly assembly, System.Reflection.MethodInfo program)
        {
            var explored = Explorer.Explore(assembly, program, new ExploreOptions { Shorten = 0 });
            return (explored.Finding?.Headline, explored.Schedules);
        }
    }

    [Fact]
    public void What_is_out_of_reach_is_left_as_it_is()
    {
        var racy = Programs.Named("Fields.Increment_broken");
        using var other = ExploredAssembly.Load(Programs.Path, [], new HashSet<string> { nameof(RaceCorpus.Monitors.Monitors) });
        var same = other.Assembly.GetType(racy.DeclaringType!.FullName!)!.GetMethod(racy.Name)!;
        var once = new ExploreOptions { Schedules = 1, Shorten = 0 };
        // The end of the test is waited for; no access of its own is a step.
        Assert.True(Explorer.Explore(other, same, once).Steps < Explorer.Explore(Programs.Corpus, racy, once).Steps);
    }

    [Fact]
    public void The_corpus_is_large_enough() => Assert.True(Programs.All.Count() >= 150);

    private static IEnumerable<System.Reflection.MethodInfo> Of(string type, bool broken) =>
        Programs.All.Where(program => program.DeclaringType!.FullName == type && Programs.IsBroken(program) == broken);
}
