using Camp.Testing;

namespace Camp.Events.Tests;

/// <summary>Small situations; every <c>camp check</c> runs each of them in hundreds of orders.</summary>
public static class EventBusRaces
{
    public static async Task Two_publish_to_two_subscribers()
    {
        var bus = new EventBus<int>(4);
        using var one = bus.Subscribe();
        using var other = bus.Subscribe();
        await Task.WhenAll(Task.Run(() => bus.Publish(1)), Task.Run(() => bus.Publish(2)));
        var seen = Read(one);
        Expect.Equal(2, seen.Count, "Events that reached a subscriber, of two", "Publish and subscribe");
        Expect.Sequence(seen, Read(other), "The order at the second subscriber, as at the first", "Publish and subscribe");
    }

    public static async Task One_subscribes_while_another_publishes()
    {
        var bus = new EventBus<int>(4);
        using var first = bus.Subscribe();
        var publishing = Task.Run(() => bus.Publish(1));
        using var second = bus.Subscribe();
        await publishing;
        bus.Publish(2);
        Expect.Sequence([1, 2], Read(first), "Events of the subscriber that was there", "Publish and subscribe");
        Expect.True(Read(second).Contains(2), "The new subscriber missed an event that was published after it came.", "Publish and subscribe");
    }

    private static List<int> Read(ISubscription<int> subscription)
    {
        var seen = new List<int>();
        while (subscription.Events.TryRead(out var next))
            seen.Add(next);
        return seen;
    }
}
