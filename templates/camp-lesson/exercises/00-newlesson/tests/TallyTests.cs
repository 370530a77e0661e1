using Camp.Testing;
using Xunit;

namespace Camp.NewLesson.Tests;

public sealed class TallyTests
{
    [Fact]
    public void A_word_never_added_counts_zero()
    {
        Assert.Equal(0, new Tally().Count("go"));
    }

    [Fact]
    public void Words_that_differ_in_case_are_counted_apart()
    {
        var tally = new Tally();
        tally.Add("Go");
        tally.Add("go");
        tally.Add("go");

        Assert.True((tally.Count("Go"), tally.Count("go")) == (1, 2),
            $"Added Go, go, go: expected Go 1 and go 2, got Go {tally.Count("Go")} and go {tally.Count("go")}. "
            + "See README.md, 'One step'.");
    }

    [Fact]
    public void Two_tallies_share_nothing()
    {
        var first = new Tally();
        first.Add("go");

        Assert.True(new Tally().Count("go") == 0, "A new tally knows a word that was added to another. See README.md, 'One step'.");
    }

    [Fact]
    public async Task Four_threads_lose_no_word()
    {
        const int threads = 4, calls = 400_000;
        var tally = new Tally();
        using var start = new Barrier(threads);

        await Patience.Ends(Task.WhenAll(Enumerable.Range(0, threads).Select(_ => Patience.Start(() =>
        {
            // A stub throws here, before anybody waits at the barrier for a thread that never comes.
            tally.Add("warm-up");
            start.SignalAndWait();
            for (var i = 0; i < calls; i++)
                tally.Add("go");
        }))));

        Assert.True(tally.Count("go") == threads * calls,
            $"{threads} threads added {threads * calls} words, the tally has {tally.Count("go")}. See README.md, 'One step'.");
    }

    [Fact]
    public async Task A_short_text_is_counted_as_accepted()
    {
        var tally = new Tally();
        var words = "share memory by communicating do not communicate by sharing memory".Split(' ');
        foreach (var word in words)
            tally.Add(word);

        var lines = words.Distinct().Order(StringComparer.Ordinal).Select(word => $"{word}: {tally.Count(word)}\n");
        await Snapshots.Match("Tally", string.Concat(lines));
    }
}
