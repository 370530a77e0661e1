using TrainingCamp.Checker.Progress;
using TrainingCamp.Checker.Tests.Support;
using Xunit;

namespace TrainingCamp.Checker.Tests;

public sealed class ProgressTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Two_that_run_side_by_side_keep_each_others_marks()
    {
        Parallel.For(0, 4, one =>
        {
            var progress = Open();
            for (var mark = one; mark < 40; mark += 4)
                progress.Record([$"sync/number-{mark}"]);
        });

        Assert.All(Enumerable.Range(0, 40), mark => Assert.True(Open().HasPassed($"sync/number-{mark}")));
        Assert.Empty(Directory.GetFiles(_folder.Path, "*.tmp"));
    }

    [Fact]
    public void What_was_given_is_not_passed_until_a_reset_takes_it_back()
    {
        Open().RecordGiven(["sync/counter"]);
        Open().Record(["sync/counter"]);
        Assert.Equal((true, false), (Open().IsGiven("sync/counter"), Open().HasPassed("sync/counter")));

        Open().Forget("sync/counter");
        Open().Record(["sync/counter"]);
        Assert.Equal((false, true), (Open().IsGiven("sync/counter"), Open().HasPassed("sync/counter")));
    }

    public void Dispose() => _folder.Dispose();

    private ProgressFile Open() => ProgressFile.Open(_folder.Path, TimeProvider.System);
}
