using System.Collections.Concurrent;

namespace RaceCorpus.Blocking;

public static class Blocking
{
    public static async Task Consumed_correct()
    {
        using var items = new BlockingCollection<int>();
        var sum = Task.Run(() => items.GetConsumingEnumerable().Sum());
        await Task.Run(() => { items.Add(1); items.Add(2); items.CompleteAdding(); });
        Check.Same(3, await sum);
    }

    public static async Task Never_completed_broken()
    {
        using var items = new BlockingCollection<int>();
        var sum = Task.Run(() => items.GetConsumingEnumerable().Sum());
        await Task.Run(() => items.Add(1));
        await sum;
    }

    public static async Task Bounded_correct()
    {
        using var items = new BlockingCollection<int>(1);
        var producer = Task.Run(() => { items.Add(1); items.Add(2); });
        Check.Same(3, items.Take() + items.Take());
        await producer;
    }

    public static async Task Full_and_nobody_takes_broken()
    {
        using var items = new BlockingCollection<int>(1);
        await Task.Run(() => { items.Add(1); items.Add(2); });
    }

    public static async Task Item_brings_what_was_known_correct()
    {
        var (list, items) = (new List<int>(), new BlockingCollection<int>());
        var producer = Task.Run(() => { list.Add(1); items.Add(1); });
        items.Take();
        Check.Same(1, list.Count);
        await producer;
    }

    public static async Task Changed_after_the_item_broken()
    {
        var (list, items) = (new List<int>(), new BlockingCollection<int>());
        var producer = Task.Run(() => { items.Add(1); list.Add(1); });
        items.Take();
        _ = list.Count;
        await producer;
    }
}
