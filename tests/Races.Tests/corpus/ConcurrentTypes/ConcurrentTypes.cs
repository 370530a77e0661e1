using System.Collections.Concurrent;

namespace RaceCorpus.ConcurrentTypes;

public static class ConcurrentTypes
{
    public static async Task Dictionary_correct()
    {
        var items = new ConcurrentDictionary<string, int>();
        await Both.Twice(() => items.AddOrUpdate("x", 1, (_, seen) => seen + 1));
        Check.Same(2, items["x"]);
    }

    public static async Task Dictionary_in_two_steps_broken()
    {
        var items = new ConcurrentDictionary<string, int>();
        await Both.Twice(() => { items["x"] = items.GetValueOrDefault("x") + 1; });
        Check.Same(2, items["x"]);
    }

    public static async Task Factory_runs_twice_broken()
    {
        var (made, items) = (0, new ConcurrentDictionary<string, int>());
        await Both.Twice(() => items.GetOrAdd("x", _ => Interlocked.Increment(ref made)));
        Check.Same(1, made);
    }

    public static async Task Factory_in_a_lazy_correct()
    {
        var (made, items) = (0, new ConcurrentDictionary<string, Lazy<int>>());
        await Both.Twice(() => { _ = items.GetOrAdd("x", _ => new Lazy<int>(() => ++made)).Value; });
        Check.Same(1, made);
    }

    public static async Task Queue_correct()
    {
        var (list, items) = (new List<int>(), new ConcurrentQueue<int>());
        await Both.Run(() => { list.Add(1); items.Enqueue(1); }, () =>
        {
            if (items.TryDequeue(out _))
                Check.Same(1, list.Count);
        });
    }

    public static async Task Queue_asked_and_taken_broken()
    {
        var items = new ConcurrentQueue<int>([1]);
        await Both.Twice(() =>
        {
            if (!items.IsEmpty)
                Check.That(items.TryDequeue(out _), "somebody else was faster");
        });
    }

    public static async Task Values_inside_broken()
    {
        var items = new ConcurrentDictionary<string, List<int>>();
        items["x"] = [];
        await Both.Twice(() => items["x"].Add(1));
    }

    public static async Task Bag_correct()
    {
        var items = new ConcurrentBag<int>();
        await Both.Twice(() => items.Add(1));
        Check.Same(2, items.Count);
    }
}
