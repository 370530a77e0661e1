using Camp.Testing;
using Xunit;

namespace Camp.Sync.Tests;

/// <summary>Many at once.</summary>
public sealed partial class BroadcastTests
{
    [Fact]
    public async Task Every_waiter_is_woken_once_however_many_publish()
    {
        var broadcast = new Broadcast<int>();
        for (var round = 0; round < 20; round++)
        {
            var waiters = await Patience.Returns(() => Many(20, broadcast, None));
            var woken = 0;
            await Patience.Ends(Together.Run(4, number => Interlocked.Add(ref woken, broadcast.Publish(number))), "4 threads call Publish");
            Assert.True(woken == 20, $"20 waited and 4 threads published at once; together they say that they woke {woken}.");
            await Patience.Ends(Task.WhenAll(waiters), "20 waiters, after 4 Publishes");
        }
    }

    [Fact]
    public async Task Nobody_is_dropped_who_comes_while_many_are_being_woken()
    {
        var broadcast = new Broadcast<int>();
        for (var round = 0; round < 10; round++)
        {
            var early = await Patience.Returns(() => Many(1_000, broadcast, None));
            Task<int>[] late = [];
            var woken = 0;
            await Patience.Ends(Together.Run(2, number =>
            {
                if (number == 0)
                    woken = broadcast.Publish(1);
                else
                    late = Many(500, broadcast, None);
            }), "Publish on one thread and NextAsync on another");
            woken += await Published(broadcast, 2);
            await Patience.Ends(Task.WhenAll(early), $"1,000 waiters, after a Publish. {Swap}");
            await Patience.Ends(Task.WhenAll(late), $"500 waiters who came while Publish woke others, after one more Publish: they were dropped. {Swap}");
            Assert.True(woken == 1_500, $"1,500 waiters got a value, and two Publishes counted {woken}.");
            Assert.All(early, waiter => Assert.Equal(1, waiter.Result));
        }
    }

    [Fact]
    public async Task A_waiter_that_comes_again_and_again_gets_every_value_once()
    {
        var broadcast = new Broadcast<long>();
        var (begun, ended, waiting) = (0L, 0L, 3L);
        await Patience.Ends(Together.Run(4, number =>
        {
            if (number > 0)
            {
                WaitAgainAndAgain();
                return;
            }

            while (Interlocked.Read(ref waiting) > 0)
            {
                broadcast.Publish(Interlocked.Increment(ref begun));
                Interlocked.Increment(ref ended);
                Thread.SpinWait(500);
            }
        }), $"3 threads wait again and again while one publishes: a waiter was dropped. {Swap}");

        void WaitAgainAndAgain()
        {
            try
            {
                for (var (round, last) = (0, 0L); round < 50; round++)
                    last = Served(last);
            }
            finally
            {
                Interlocked.Decrement(ref waiting);
            }
        }

        long Served(long last)
        {
            var old = Interlocked.Read(ref ended);
            var next = broadcast.NextAsync(None);
            var latest = Interlocked.Read(ref begun) + 1;
            if (!next.Wait(Patience.Limit))
                throw new StillWaitingException($"NextAsync, while another thread publishes. {Swap}");
            Assert.True(next.Result > old, $"A waiter got value {next.Result}; value {old} had been published before it came. {Swap}");
            Assert.True(next.Result > last, $"A waiter got value {next.Result} after value {last}. {Swap}");
            Assert.True(next.Result <= latest, $"A waiter got value {next.Result}; value {latest} was the first after it came. {Swap}");
            return next.Result;
        }
    }

    [Fact]
    public async Task A_value_and_a_cancellation_at_once_end_a_waiter_one_way()
    {
        var broadcast = new Broadcast<int>();
        for (var round = 0; round < 50; round++)
        {
            using var stop = new CancellationTokenSource();
            var waiters = await Patience.Returns(() => Many(8, broadcast, stop.Token));
            var woken = 0;
            await Patience.Ends(Together.Run(2, number =>
            {
                if (number == 0)
                    woken = broadcast.Publish(1);
                else
                    stop.Cancel();
            }), "Publish on one thread and Cancel on another");
            await Patience.Ends(Task.WhenAll(waiters.Select(async waiter => await Told(waiter))), "8 waiters, after both");
            var served = waiters.Count(waiter => waiter.IsCompletedSuccessfully);
            Assert.True(served == woken, $"{served} waiters got the value, and Publish counted {woken}.");
        }
    }
}
