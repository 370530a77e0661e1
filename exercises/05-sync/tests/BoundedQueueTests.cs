using Camp.Testing;
using Xunit;

namespace Camp.Sync.Tests;

public sealed partial class BoundedQueueTests
{
    private const string InALoop = "See README.md, \"Wait in a loop\".";
    private const string RightSide = "See README.md, \"Wake the right side\".";

    [Fact]
    public async Task A_queue_tells_its_story()
    {
        var queue = new BoundedQueue<string>(2);
        var story = new List<string> { "capacity: 2" };
        await Told("put a", () => queue.Put("a"));
        await Told("put b", () => queue.Put("b"));
        var third = await Told("put c", () => queue.Put("c"), waits: true);
        await Told("take", () => Taken(queue));
        await Patience.Ends(third.Result, "the third Put, after a Take has made room");
        story.Add("put c: returned");
        await Told("take", () => Taken(queue));
        await Told("close", queue.Close);
        await Told("put d", () => queue.Put("d"));
        await Told("take", () => Taken(queue));
        await Told("take", () => Taken(queue));
        await Told("close", queue.Close);
        await Told("take", () => Taken(queue));
        await Snapshots.Match("BoundedQueue", string.Join('\n', story) + "\n");

        async Task<Call<string>> Told(string step, Delegate act, bool waits = false)
        {
            var call = Call.Start(() => Outcome(act));
            story.Add($"{step}: {(await (waits ? call.EndsOrWaits() : call.EndsUnlessStuck()) ? await call.Result : "waits")}");
            return call;
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void A_queue_without_room_is_refused(int capacity)
    {
        Assert.NotNull(new BoundedQueue<int>(1));
        Assert.ThrowsAny<ArgumentOutOfRangeException>(() => new BoundedQueue<int>(capacity));
    }

    [Fact]
    public async Task Items_leave_in_the_order_in_which_they_came()
    {
        var queue = new BoundedQueue<string?>(3);
        var taken = new List<string?>();
        await Patience.Returns(() => Fill(queue, "a", null, "c"));
        taken.Add(await Next(queue));
        await Patience.Returns(() => queue.Put("d"), "Put into a queue with room for one more");
        for (var item = 0; item < 3; item++)
            taken.Add(await Next(queue));
        Assert.Equal(["a", null, "c", "d"], taken);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Put_waits_while_the_queue_is_full(int capacity)
    {
        var queue = new BoundedQueue<int>(capacity);
        await Patience.Returns(() => Fill(queue, [.. Enumerable.Range(0, capacity)]), $"{capacity} times Put, capacity {capacity}");
        var oneMore = Call.Start(() => queue.Put(capacity));
        Assert.False(await oneMore.EndsOrWaits(), $"Put number {capacity + 1} returned although the queue has room for {capacity}.");
        Assert.Equal(0, await Next(queue));
        await Patience.Ends(oneMore.Result, "Put, after a Take has made room: Take has to wake it");
        for (var item = 1; item <= capacity; item++)
            Assert.Equal(item, await Next(queue));
    }

    [Fact]
    public async Task Take_waits_while_the_queue_is_empty()
    {
        var queue = new BoundedQueue<int>(1);
        var take = Call.Start(() => Taken(queue));
        Assert.False(await take.EndsOrWaits(), "Take returned from an empty queue that is open.");
        await Patience.Returns(() => queue.Put(7));
        Assert.Equal("7", await Patience.Ends(take.Result, "Take, after a Put: Put has to wake it"));
    }

    [Fact]
    public async Task One_item_lets_one_of_three_waiting_takers_go()
    {
        for (var round = 0; round < 3; round++)
        {
            var queue = new BoundedQueue<int>(1);
            var takers = Enumerable.Range(0, 3).Select(_ => Call.Start(() => Outcome(() => Taken(queue)))).ToArray();
            Assert.True(await Call.HowManyEnded(takers) == 0, "Take returned from an empty queue that is open.");
            for (var item = 1; item <= 3; item++)
            {
                await Patience.Returns(() => queue.Put(item));
                await Patience.Ends(Call.UntilEnded(takers, item), "a taker, after a Put");
                var ended = await Call.HowManyEnded(takers);
                Assert.True(ended == item, $"{item} items were put, and {ended} of 3 takers have returned: {Ended(takers)}. {InALoop}");
            }

            Assert.Equal(["1", "2", "3"], (await Call.AllOf(takers)).Order());
        }
    }

    [Fact]
    public async Task One_free_place_lets_one_of_three_waiting_putters_go()
    {
        for (var round = 0; round < 3; round++)
        {
            var queue = new BoundedQueue<int>(1);
            await Patience.Returns(() => queue.Put(0));
            var putters = Putters(queue, 3);
            Assert.True(await Call.HowManyEnded(putters) == 0, "Put returned although the queue is full.");
            var taken = new List<int> { await Next(queue) };
            await Patience.Ends(Call.UntilEnded(putters, 1), "a putter, after a Take");
            var ended = await Call.HowManyEnded(putters);
            Assert.True(ended == 1, $"One item was taken, and {ended} of 3 putters have returned: {Ended(putters)}. {InALoop}");
            for (var item = 0; item < 3; item++)
                taken.Add(await Next(queue));
            await Patience.Ends(Call.AllOf(putters), "all putters, after as many Takes");
            Assert.Equal([0, 1, 2, 3], taken.Order());
        }
    }

    [Fact]
    public async Task Waiting_putters_do_not_swallow_the_signal_for_a_taker()
    {
        for (var round = 0; round < 3; round++)
        {
            var queue = new BoundedQueue<int>(1);
            await Patience.Returns(() => queue.Put(0));
            var putters = Putters(queue, 6);
            await Call.HowManyEnded(putters);

            // The second Take comes while the first one's signal is still on its way: then both sides wait at once.
            await Patience.Returns(() => Repeat(7, () => Taken(queue)), $"7 times Take, with 6 putters waiting and capacity 1. {RightSide}");
            await Patience.Ends(Call.AllOf(putters), $"6 putters, after 7 Takes. {RightSide}");
        }
    }

    [Fact]
    public async Task Waiting_takers_do_not_swallow_the_signal_for_a_putter()
    {
        for (var round = 0; round < 3; round++)
        {
            var queue = new BoundedQueue<int>(1);
            var takers = Enumerable.Range(0, 6).Select(_ => Call.Start(() => Taken(queue))).ToArray();
            await Call.HowManyEnded(takers);
            await Patience.Returns(() => Repeat(7, () => queue.Put(1)), $"7 times Put, with 6 takers waiting and capacity 1. {RightSide}");
            await Patience.Ends(Call.AllOf(takers), $"6 takers, after 7 Puts. {RightSide}");
        }
    }

    [Fact]
    public async Task Three_items_put_in_a_row_wake_three_takers()
    {
        for (var round = 0; round < 3; round++)
        {
            var queue = new BoundedQueue<int>(3);
            var takers = Enumerable.Range(0, 3).Select(_ => Call.Start(() => Taken(queue))).ToArray();
            await Call.HowManyEnded(takers);
            await Patience.Returns(() => Fill(queue, 1, 2, 3));
            await Patience.Ends(Call.AllOf(takers), "3 waiting takers, after 3 Puts in a row: every Put has to wake one");
        }
    }

    [Fact]
    public async Task Three_items_taken_in_a_row_wake_three_putters()
    {
        for (var round = 0; round < 3; round++)
        {
            var queue = new BoundedQueue<int>(3);
            await Patience.Returns(() => Fill(queue, 1, 2, 3));
            var putters = Putters(queue, 3);
            await Call.HowManyEnded(putters);
            await Patience.Returns(() => Repeat(3, () => Taken(queue)));
            await Patience.Ends(Call.AllOf(putters), "3 waiting putters, after 3 Takes in a row: every Take has to wake one");
        }
    }

    [Fact]
    public async Task Two_queues_know_nothing_of_each_other()
    {
        var (one, other) = (new BoundedQueue<int>(1), new BoundedQueue<int>(2));
        await Patience.Returns(() => one.Put(1));
        await Patience.Returns(() => Fill(other, 2, 3), "Put into a second queue, with room, while the first is full");
        await Patience.Returns(one.Close);
        Assert.Equal(["1", "end"], await Patience.Returns(() => Repeat(2, () => Taken(one))));
        Assert.Equal(2, await Next(other));
        await Patience.Returns(() => other.Put(4), "Put into an open queue while another one is closed");
        Assert.Equal(["3", "4"], await Patience.Returns(() => Repeat(2, () => Taken(other))));
    }

    private static Call<bool>[] Putters(BoundedQueue<int> queue, int count) =>
        [.. Enumerable.Range(1, count).Select(item => Call.Start(() => queue.Put(item)))];

    private static void Fill<T>(BoundedQueue<T> queue, params T[] items)
    {
        foreach (var item in items)
            queue.Put(item);
    }

    private static string Taken<T>(BoundedQueue<T> queue)
    {
        if (queue.Take(out var item))
            return item?.ToString() ?? "null";
        return Equals(item, default(T)) ? "end" : $"end with {item} instead of default";
    }

    private static async Task<T> Next<T>(BoundedQueue<T> queue)
    {
        var (taken, item) = await Patience.Returns(() => (queue.Take(out var found), found!), "Take from a queue with an item in it");
        Assert.True(taken, "Take said that the queue had ended although it is open.");
        return item;
    }

    private static List<T> UntilTheEnd<T>(BoundedQueue<T> queue)
    {
        var items = new List<T>();
        while (queue.Take(out var item))
            items.Add(item);
        return items;
    }

    private static string[] Repeat(int times, Func<string> act) => [.. Enumerable.Range(0, times).Select(_ => act())];

    private static void Repeat(int times, Action act)
    {
        for (var time = 0; time < times; time++)
            act();
    }

    private static string Ended<T>(IEnumerable<Call<T>> calls) => string.Join(", ", calls.Where(call => call.Ended)
        .Select(call => call.Result.Exception?.InnerException?.GetType().Name ?? $"{call.Result.Result}"));

    private static string Outcome(Delegate act)
    {
        try
        {
            if (act is Func<string> ask)
                return ask();
            ((Action)act)();
            return "returned";
        }
        catch (InvalidOperationException error) when (error is not ObjectDisposedException)
        {
            return nameof(InvalidOperationException);
        }
    }
}
