using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Camp.Testing;
using Xunit;

namespace Camp.Events.Tests;

public sealed class EventBusTests
{
    private const string Section = "Publish and subscribe";
    private const string Slow = "A slow subscriber";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_bus_tells_its_story()
    {
        var bus = new EventBus<string>(capacity: 3);
        var orders = bus.Subscribe();
        bus.Publish("anna created");
        var notifications = bus.Subscribe();
        foreach (var name in new[] { "bert", "carl", "dora" })
            bus.Publish($"{name} created");
        orders.Dispose();
        bus.Publish("emil created");
        bus.Complete();
        var late = bus.Subscribe();
        var refused = Record.Exception(() => bus.Publish("fritz created"));
        await Snapshots.Match("EventBus", $"""
            orders (from the start, gone after dora): {string.Join(", ", await All(orders))}; missed {orders.Missed}
            notifications (after anna, slow): {string.Join(", ", await All(notifications))}; missed {notifications.Missed}
            late (after the end): {string.Join(", ", await All(late))}; missed {late.Missed}
            publishing after the end: {refused?.GetType().Name ?? "went through"}

            """);
    }

    [Fact]
    public async Task Every_subscriber_gets_every_event_once_and_in_order()
    {
        var bus = new EventBus<int>(100);
        ISubscription<int>[] subscriptions = [bus.Subscribe(), bus.Subscribe(), bus.Subscribe()];
        for (var number = 0; number < 100; number++)
            bus.Publish(number);
        bus.Complete();
        foreach (var subscription in subscriptions)
        {
            Expect.Sequence(Enumerable.Range(0, 100), await All(subscription), "Events of a subscriber", Section);
            Expect.Equal(0L, subscription.Missed, "Events missed in a queue that was large enough", Slow);
        }
    }

    [Fact]
    public async Task A_reader_that_waits_gets_the_event()
    {
        var bus = new EventBus<int>(1);
        using var subscription = bus.Subscribe();
        var reading = subscription.Events.ReadAsync(Token).AsTask();
        bus.Publish(7);
        Expect.Equal(7, await Patience.Ends(reading, "a reader that waited for the event"), "The event", Section);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_full_queue_drops_its_oldest_event_and_counts_it(int capacity)
    {
        var bus = new EventBus<int>(capacity);
        var subscription = bus.Subscribe();
        await Patience.Returns(() => Publish(bus, 10), "Publish, while nobody reads");
        bus.Complete();
        Expect.Sequence(Enumerable.Range(10 - capacity, capacity), await All(subscription), "What is left in a queue that was full", Slow);
        Expect.Equal(10L - capacity, subscription.Missed, "Events missed", Slow);
    }

    [Fact]
    public async Task What_a_slow_subscriber_misses_no_other_misses()
    {
        var bus = new EventBus<int>(2);
        var (slow, quick) = (bus.Subscribe(), bus.Subscribe());
        var seen = new List<int>();
        for (var number = 0; number < 50; number++)
        {
            bus.Publish(number);
            // It lags by one event, so its queue is never empty and never over-full.
            if (number > 0)
                Take();
        }

        Take();
        Expect.Sequence(Enumerable.Range(0, 50), seen, "Events of the quick subscriber", Slow);
        Expect.Equal(0L, quick.Missed, "Events that the quick subscriber missed", Slow);
        Expect.Equal(48L, slow.Missed, "Events that the slow subscriber missed", Slow);
        bus.Complete();
        Expect.Sequence([48, 49], await All(slow), "Events of the slow subscriber", Slow);

        void Take()
        {
            Expect.True(quick.Events.TryRead(out var got), "An event that was published was not in the quick subscriber's queue.", Slow);
            seen.Add(got);
        }
    }

    [Fact]
    public async Task Code_of_a_subscriber_never_runs_inside_Publish()
    {
        var bus = new EventBus<int>(1);
        using var subscription = bus.Subscribe();
        using var leave = new ManualResetEventSlim();
        var (stuck, reading) = (new Gate(), Patience.Start(() => { }));
        var reader = Read();
        await reading;
        try
        {
            // The reader's next line blocks its thread for good: that must not be the publisher's thread.
            await Patience.Returns(() => bus.Publish(1), "Publish, while a subscriber blocks the thread it goes on with");
            await Patience.Ends(stuck.Arrived, "the subscriber");
            await Patience.Returns(() => bus.Publish(2), "Publish, while a subscriber is stuck");
        }
        finally
        {
            leave.Set();
        }

        await Patience.Ends(reader);

        async Task Read()
        {
            await subscription.Events.ReadAsync(Token).AsTask().ConfigureAwait(false);
            _ = stuck.Pass();
            leave.Wait(Token);
        }
    }

    [Fact]
    public async Task All_subscribers_get_one_order_when_several_threads_publish()
    {
        const int Threads = 4;
        const int Each = 20_000;
        var bus = new EventBus<(int Thread, int Number)>(Threads * Each);
        ISubscription<(int Thread, int Number)>[] subscriptions = [.. Enumerable.Range(0, 4).Select(_ => bus.Subscribe())];
        await Patience.Ends(Together.Run(Threads, thread =>
        {
            for (var number = 0; number < Each; number++)
                bus.Publish((thread, number));
        }), "four threads call Publish");
        bus.Complete();
        var orders = new List<List<(int Thread, int Number)>>();
        foreach (var subscription in subscriptions)
            orders.Add(await All(subscription));
        Expect.Equal(Threads * Each, orders[0].Count, "Events that arrived", Section);
        for (var thread = 0; thread < Threads; thread++)
            Expect.True(orders[0].Where(one => one.Thread == thread).Select(one => one.Number).SequenceEqual(Enumerable.Range(0, Each)),
                $"What thread {thread} published is not in its order.", Section);
        for (var other = 1; other < orders.Count; other++)
            Expect.True(orders[0].SequenceEqual(orders[other]), "Two subscribers got the events in different orders.", Section);
    }

    [Fact]
    public async Task A_subscription_that_was_disposed_gets_no_more_and_can_be_read_to_its_end()
    {
        var bus = new EventBus<int>(2);
        var (gone, there) = (bus.Subscribe(), bus.Subscribe());
        Publish(bus, 2);
        gone.Dispose();
        gone.Dispose();
        Publish(bus, 2);
        Expect.Sequence([0, 1], await All(gone), "Events of a subscription that was disposed", Section);
        Expect.Equal(0L, gone.Missed, "Events missed after the subscription's end", Section);
        bus.Complete();
        Expect.Sequence([0, 1], await All(there), "Events of the other subscription", Section);
    }

    [Fact]
    public async Task Disposing_ends_a_wait()
    {
        var bus = new EventBus<int>(2);
        var subscription = bus.Subscribe();
        var waiting = subscription.Events.WaitToReadAsync(Token).AsTask();
        subscription.Dispose();
        Expect.Equal(false, await Patience.Ends(waiting, "a reader of a subscription that was disposed"), "WaitToReadAsync", Section);
    }

    [Fact]
    public void The_bus_forgets_a_subscription_that_was_disposed()
    {
        var bus = new EventBus<byte[]>(1);
        var item = SubscribeAndLeave(bus);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Expect.True(!item.IsAlive, "The bus still holds on to a subscription that was disposed.", Section);
        GC.KeepAlive(bus);
    }

    [Fact]
    public async Task A_completed_bus_lets_read_what_is_there_and_takes_no_more()
    {
        var bus = new EventBus<int>(2);
        var subscription = bus.Subscribe();
        bus.Publish(1);
        bus.Complete();
        bus.Complete();
        Assert.Throws<InvalidOperationException>(() => bus.Publish(2));
        Expect.Sequence([1], await All(subscription), "Events of a completed bus", Section);
        Expect.Sequence([], await All(bus.Subscribe()), "Events of a subscription on a completed bus", Section);
        subscription.Dispose();
    }

    [Fact]
    public void Publishing_to_nobody_is_fine() => new EventBus<int>(1).Publish(1);

    [Fact]
    public async Task Subscribers_come_and_go_while_events_are_published()
    {
        var bus = new EventBus<int>(16);
        var faults = new ConcurrentQueue<string>();
        await Patience.Ends(Together.Race(4, thread =>
        {
            if (thread < 2)
            {
                bus.Publish(thread);
                return;
            }

            using var subscription = bus.Subscribe();
            bus.Publish(thread);
            var found = false;
            while (!found && subscription.Events.TryRead(out var got))
                found = got == thread;
            // It may have been pushed out by sixteen others, but then these are counted.
            if (!found && subscription.Missed == 0)
                faults.Enqueue("An event that was published after Subscribe did not arrive.");
        }, beats: 500), "threads that publish, subscribe and unsubscribe");
        Expect.True(faults.IsEmpty, faults.FirstOrDefault() ?? "", Section);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_capacity_below_one_is_refused(int capacity) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new EventBus<int>(capacity));

    private static void Publish(EventBus<int> bus, int count)
    {
        for (var number = 0; number < count; number++)
            bus.Publish(number);
    }

    // Not inlined: afterwards only the bus could still know the subscription.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference SubscribeAndLeave(EventBus<byte[]> bus)
    {
        var subscription = bus.Subscribe();
        subscription.Dispose();
        return new WeakReference(subscription.Events);
    }

    private static async Task<List<T>> All<T>(ISubscription<T> subscription)
    {
        var all = new List<T>();
        await Patience.Ends(Task.Run(async () =>
        {
            await foreach (var item in subscription.Events.ReadAllAsync(Token))
                all.Add(item);
        }, Token), "reading a subscription to its end. See README.md, 'Publish and subscribe'");
        return all;
    }
}
