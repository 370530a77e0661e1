using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Camp.Testing;
using Xunit;

namespace Camp.Sync.Tests;

public sealed class BoundedQueueTests
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
        var third = await Told("put c", () => queue.Put("c"));
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

        async Task<Call<string>> Told(string step, Delegate act)
        {
            var call = Call.Start(() => Outcome(act));
            story.Add($"{step}: {(await call.EndsOrWaits() ? await call.Result : "waits")}");
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
        for (var round = 0; round < 8; round++)
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
        for (var round = 0; round < 8; round++)
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
        for (var round = 0; round < 10; round++)
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
        for (var round = 0; round < 10; round++)
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
        for (var round = 0; round < 10; round++)
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
        for (var round = 0; round < 10; round++)
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
    public async Task Eight_putters_at_once_fill_four_places()
    {
        for (var round = 0; round < 25; round++)
        {
            var queue = new BoundedQueue<int>(4);
            var returned = 0;
            var putters = Together.Run(8, number =>
            {
                queue.Put(number);
                Interlocked.Increment(ref returned);
            });
            await Patience.Returns(() => SpinWait.SpinUntil(() => Volatile.Read(ref returned) >= 4), "the first 4 of 8 Puts, capacity 4");
            Together.Chance(() => Volatile.Read(ref returned) > 4);
            Assert.True(returned == 4, $"{returned} of 8 Puts returned although the queue has room for 4. Check and change belong under one lock.");
            var taken = await Patience.Returns(() => Repeat(8, () => Taken(queue)), "8 times Take, after 8 Puts");
            await Patience.Ends(putters);
            Assert.Equal(["0", "1", "2", "3", "4", "5", "6", "7"], taken.Order());
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task No_race_of_putters_overfills_the_queue(int capacity)
    {
        // What was put and not yet asked for. The taker asks only for what is there, so this is never more than the queue holds.
        const int Each = 800;
        var queue = new BoundedQueue<Bulky>(capacity);
        var (inside, most) = (0, 0);
        await Patience.Ends(Together.Run(5, number =>
        {
            for (var item = 0; number > 0 && item < Each; item++)
            {
                queue.Put(default);
                InterlockedMax(ref most, Interlocked.Increment(ref inside));
            }

            for (var item = 0; number == 0 && item < 4 * Each; item++)
            {
                while (Volatile.Read(ref inside) <= 0 && Volatile.Read(ref most) <= capacity)
                    Thread.Yield();
                Interlocked.Decrement(ref inside);
                queue.Take(out _);
            }
        }), $"4 threads put and one takes, capacity {capacity}");
        Assert.True(most <= capacity, $"{most} items were in a queue with room for {capacity}. Check and change belong under one lock.");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task After_every_burst_of_puts_and_takes_nobody_is_left_waiting(int capacity)
    {
        var queue = new BoundedQueue<int>(capacity);
        using var endOfBurst = new Barrier(8);
        await Patience.Ends(Together.Run(8, number =>
        {
            for (var burst = 0; burst < 250; burst++)
            {
                if (number % 2 == 0)
                    queue.Put(number);
                else
                    Taken(queue);
                endOfBurst.SignalAndWait();
            }
        }), $"bursts of 4 Puts and 4 Takes at once, capacity {capacity}: a wake-up was lost. {RightSide}");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task Three_putters_and_three_takers_lose_and_double_nothing(int capacity)
    {
        const int Each = 2_000;
        var queue = new BoundedQueue<(int Putter, int Number)>(capacity);
        var taken = new ConcurrentBag<List<(int Putter, int Number)>>();
        var takers = Together.Run(3, _ => taken.Add(UntilTheEnd(queue)));
        await Patience.Ends(Together.Run(3, putter =>
        {
            for (var number = 0; number < Each; number++)
                queue.Put((putter, number));
        }), $"3 threads put {Each} items each while 3 threads take, capacity {capacity}");
        await Patience.Returns(queue.Close);
        await Patience.Ends(takers, "3 takers, after Close");

        var expected = Enumerable.Range(0, 3).SelectMany(putter => Enumerable.Range(0, Each).Select(number => (putter, number)));
        Assert.True(taken.SelectMany(items => items).Order().SequenceEqual(expected), "Some items were lost or taken twice.");
        Assert.All(taken, items => Assert.All(items.GroupBy(item => item.Putter), ofOne =>
            Assert.True(ofOne.SequenceEqual(ofOne.Order()), "A taker got one putter's items in another order than they were put.")));
    }

    [Fact]
    public async Task What_is_left_at_Close_is_taken_in_order_and_then_comes_the_end()
    {
        var queue = new BoundedQueue<string>(3);
        await Patience.Returns(() => Fill(queue, "a", "b", "c"));
        await Patience.Returns(queue.Close);
        Assert.Equal(["a", "b", "c", "end", "end"], await Patience.Returns(() => Repeat(5, () => Taken(queue))));
        await Patience.Returns(queue.Close, "Close, for the second time");
        Assert.Equal(["end"], await Patience.Returns(() => Repeat(1, () => Taken(queue))));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Put_after_Close_throws_and_leaves_the_queue_usable(int left)
    {
        var queue = new BoundedQueue<int>(2);
        await Patience.Returns(() => Fill(queue, [.. Enumerable.Range(0, left)]));
        await Patience.Returns(queue.Close);
        await Assert.ThrowsAnyAsync<InvalidOperationException>(() => Patience.Returns(() => queue.Put(9), "Put after Close"));
        var taken = await Patience.Returns(() => Repeat(left + 1, () => Taken(queue)), "Take, after Put has thrown: is its lock released?");
        Assert.Equal([.. Enumerable.Range(0, left).Select(item => $"{item}"), "end"], taken);
    }

    [Fact]
    public async Task Close_wakes_every_waiting_taker()
    {
        var queue = new BoundedQueue<string>(1);
        var takers = Enumerable.Range(0, 4).Select(_ => Call.Start(() => Taken(queue))).ToArray();
        await Call.HowManyEnded(takers);
        await Patience.Returns(queue.Close);
        var outcomes = await Patience.Ends(Call.AllOf(takers), "4 waiting takers, after Close: it has to wake all of them");
        Assert.Equal(["end", "end", "end", "end"], outcomes);
    }

    [Fact]
    public async Task Close_wakes_every_waiting_putter_and_takes_none_of_their_items()
    {
        var queue = new BoundedQueue<int>(1);
        await Patience.Returns(() => queue.Put(0));
        var putters = Putters(queue, 4);
        await Call.HowManyEnded(putters);
        await Patience.Returns(queue.Close);
        foreach (var putter in putters)
        {
            await Assert.ThrowsAnyAsync<InvalidOperationException>(() =>
                Patience.Ends(putter.Result, "4 waiting putters, after Close: it has to wake all of them"));
        }

        Assert.Equal(["0", "end"], await Patience.Returns(() => Repeat(2, () => Taken(queue))));
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

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); value > seen;)
        {
            var before = Interlocked.CompareExchange(ref most, value, seen);
            if (before == seen)
                return;
            seen = before;
        }
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

    // Takes long to copy, so that there is time for a race between looking for room and putting it in.
    [InlineArray(8_192)]
    private struct Bulky
    {
        private int _first;
    }
}
