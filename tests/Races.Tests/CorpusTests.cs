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

    [Fact]
    public void The_corpus_is_large_enough() => Assert.True(Programs.All.Count() >= 150);

    private static IEnumerable<System.Reflection.MethodInfo> Of(string type, bool broken) =>
        Programs.All.Where(program => program.DeclaringType!.FullName == type && Programs.IsBroken(program) == broken);
}
