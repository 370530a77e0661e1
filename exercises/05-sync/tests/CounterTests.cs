using Camp.Testing;
using Xunit;

namespace Camp.Sync.Tests;

public sealed class CounterTests
{
    private const string Read = "See README.md, 'Mutual exclusion'.";

    [Fact]
    public async Task A_counter_tells_its_story()
    {
        await Snapshots.Match("Counter", await Patience.Returns(Story, "Counter.Add, Increment and Value, one after the other"));
    }

    private static string Story()
    {
        var counter = new Counter();
        var story = new List<string> { $"new: {counter.Value}" };
        Tell("Increment", counter.Increment);
        Tell("Increment", counter.Increment);
        Tell("Add(40)", () => counter.Add(40));
        Tell("Add(0)", () => counter.Add(0));
        Tell("Add(-50)", () => counter.Add(-50));
        Tell("Add(3000000000)", () => counter.Add(3_000_000_000));
        Tell("Add(9223372036854775807)", () => counter.Add(long.MaxValue));
        return string.Join('\n', story) + "\n";

        void Tell(string step, Action act) => story.Add($"{step}: {Outcome(act)}, stands at {counter.Value}");
    }

    [Fact]
    public async Task Four_threads_lose_no_addition()
    {
        var counter = new Counter();
        var steps = await Patience.Ends(Together.Race(4, _ => counter.Increment(), beats: 100), "four threads call Counter.Increment");
        Same(steps.Sum(), await Patience.Returns(() => counter.Value), "each of 4 threads called Increment again and again");
    }

    [Fact]
    public async Task Additions_and_increments_share_one_count()
    {
        var counter = new Counter();
        long[] amounts = [1, 5, -2, 1];
        Action[] adds = [counter.Increment, () => counter.Add(5), () => counter.Add(-2), counter.Increment];
        var steps = await Patience.Ends(Together.Race(4, number => adds[number](), beats: 100), "four threads call Counter.Increment and Counter.Add");
        Same(steps.Zip(amounts, (times, amount) => times * amount).Sum(), await Patience.Returns(() => counter.Value), "4 threads added 1, 5, -2 and 1");
    }

    [Fact]
    public async Task Two_counters_count_apart()
    {
        var (first, second) = (new Counter(), new Counter());
        await Patience.Returns(() => first.Add(7));
        Same(0, await Patience.Returns(() => second.Value), "7 was added to another counter");
        Same(0, await Patience.Returns(() => new Counter().Value), "7 was added to an older counter");
    }

    [Theory]
    [InlineData(long.MaxValue, 1)]
    [InlineData(long.MinValue, -1)]
    [InlineData(-1, long.MinValue)]
    [InlineData(1, long.MaxValue)]
    public async Task An_addition_beyond_the_range_is_refused_and_the_count_stays(long start, long amount)
    {
        await Patience.Returns(() =>
        {
            var counter = new Counter();
            counter.Add(start);
            Assert.Throws<OverflowException>(() => counter.Add(amount));
            Same(start, counter.Value, $"Add({amount}) overflowed and must change nothing");
        }, "Counter.Value after an addition that overflowed");
    }

    [Fact]
    public async Task An_increment_beyond_the_range_is_refused_too()
    {
        await Patience.Returns(() =>
        {
            var counter = new Counter();
            counter.Add(long.MaxValue);
            Assert.Throws<OverflowException>(counter.Increment);
            Same(long.MaxValue, counter.Value, "Increment overflowed and must change nothing");
        }, "Counter.Value after an increment that overflowed");
    }

    [Fact]
    public async Task A_refused_addition_leaves_the_lock_free_for_others()
    {
        var counter = new Counter();
        using var refused = new ManualResetEventSlim();
        using var added = new ManualResetEventSlim();

        // The thread that was refused stays alive meanwhile: a lock that it forgot is still its own.
        var first = Patience.Start(() =>
        {
            counter.Add(long.MaxValue);
            Assert.Throws<OverflowException>(() => counter.Add(1));
            refused.Set();
            added.Wait();
        });
        var second = Patience.Start(() =>
        {
            refused.Wait();
            counter.Add(-7);
            added.Set();
        });
        await Patience.Ends(Together.All(first, second), "Counter.Add on one thread after an overflow on another");
        Same(long.MaxValue - 7, await Patience.Returns(() => counter.Value), "Add(-7) came after the refused Add(1)");
    }

    [Fact]
    public async Task Only_what_fits_is_added_when_many_threads_reach_the_limit()
    {
        var counter = new Counter();
        await Patience.Returns(() => counter.Add(long.MaxValue - 1));
        await Patience.Ends(Together.Race(4, _ =>
        {
            // There is room for one: whoever got it in takes it out again.
            if (Outcome(counter.Increment) != "done")
                return;
            Assert.True(counter.Value > 0, $"The count went over its limit and wrapped round. {Read}");
            Assert.True(Outcome(() => counter.Add(-1)) == "done", $"Add(-1) right after an increment was refused. {Read}");
        }, beats: 100), "four threads call Counter.Increment and Counter.Add(-1) at the limit");
        Same(long.MaxValue - 1, await Patience.Returns(() => counter.Value), "each increment that fitted was taken back");
    }

    private static string Outcome(Action act)
    {
        try
        {
            act();
            return "done";
        }
        catch (OverflowException)
        {
            return "OverflowException";
        }
    }

    private static void Same(long expected, long actual, string what) => Assert.True(expected == actual,
        $"Expected the count {expected}, found {actual}: {what}. {Read}");
}
