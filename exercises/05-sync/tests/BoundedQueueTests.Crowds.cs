using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Camp.Testing;
using Xunit;

namespace Camp.Sync.Tests;

/// <summary>Many at once.</summary>
public sealed partial class BoundedQueueTests
{
    [Fact]
    public async Task Eight_putters_at_once_fill_four_places()
    {
        for (var round = 0; round < 3; round++)
        {
            var queue = new BoundedQueue<int>(4);
            var returned = 0;
            var putters = Together.Run(8, number =>
            {
                queue.Put(number);
                Interlocked.Increment(ref returned);
            });
            await Patience.Returns(() => SpinWait.SpinUntil(() => Volatile.Read(ref returned) >= 4), "the first 4 of 8 Puts, capacity 4");
            Together.Chance(() => Volatile.Read(ref returned) > 4, turns: 10);
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
        const int Each = 200;
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
            for (var burst = 0; burst < 50; burst++)
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
        const int Each = 400;
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

    // Takes long to copy, so that there is time for a race between looking for room and putting it in.
    [InlineArray(8_192)]
    private struct Bulky
    {
        private int _first;
    }
}
