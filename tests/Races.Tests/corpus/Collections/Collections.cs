using System.Text;

namespace RaceCorpus.Collections;

public static class Collections
{
    private static Task Guarded(Action work)
    {
        var gate = new Lock();
        return Both.Twice(() => { lock (gate) work(); });
    }

    public static async Task List_correct()
    {
        var items = new List<int>();
        await Guarded(() => items.Add(1));
        Check.Same(2, items.Count);
    }

    public static async Task List_broken()
    {
        var items = new List<int>();
        await Both.Twice(() => items.Add(1));
    }

    public static async Task List_read_by_both_correct()
    {
        var items = new List<int> { 1, 2 };
        await Both.Twice(() => { Check.Same(3, items.Sum()); });
    }

    public static async Task List_summed_while_it_grows_broken()
    {
        var (items, gate) = (new List<int> { 1 }, new Lock());
        await Both.Run(() => { lock (gate) items.Add(1); }, () => { _ = items.Sum(); });
    }

    public static async Task Dictionary_correct()
    {
        var items = new Dictionary<int, int>();
        await Guarded(() => items[1] = 1);
    }

    public static async Task Dictionary_broken()
    {
        var items = new Dictionary<int, int>();
        await Both.Run(() => { items[1] = 1; }, () => { items.TryGetValue(2, out _); });
    }

    public static async Task Dictionary_by_its_interface_broken()
    {
        IDictionary<int, int> items = new Dictionary<int, int>();
        await Both.Run(() => { items[1] = 1; }, () => { items.ContainsKey(2); });
    }

    public static async Task Dictionary_by_an_extension_correct()
    {
        var items = new Dictionary<int, int>();
        await Guarded(() => { if (!items.TryAdd(1, 1)) Check.Same(1, items.GetValueOrDefault(1)); });
    }

    public static async Task Dictionary_looked_up_by_an_extension_broken()
    {
        var (items, gate) = (new Dictionary<int, int>(), new Lock());
        await Both.Run(() => { lock (gate) items[1] = 1; }, () => { _ = items.GetValueOrDefault(1); });
    }

    public static async Task List_extended_by_a_span_broken()
    {
        var items = new List<int>();
        await Both.Twice(() => items.AddRange([1, 2]));
    }

    public static async Task Dictionary_through_its_references_broken()
    {
        var items = new Dictionary<int, int>();
        await Both.Twice(() => { System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(items, 1, out _) = 1; });
    }

    public static async Task Queue_correct()
    {
        var items = new Queue<int>();
        await Guarded(() => items.Enqueue(1));
    }

    public static async Task Queue_broken()
    {
        var items = new Queue<int>();
        await Both.Run(() => items.Enqueue(1), () => items.TryDequeue(out _));
    }

    public static async Task Stack_correct()
    {
        var items = new Stack<int>();
        await Guarded(() => items.Push(1));
    }

    public static async Task Stack_broken()
    {
        var items = new Stack<int>();
        await Both.Run(() => items.Push(1), () => items.TryPop(out _));
    }

    public static async Task Set_correct()
    {
        var items = new HashSet<int>();
        await Guarded(() => items.Add(1));
    }

    public static async Task Set_broken()
    {
        var items = new HashSet<int>();
        await Both.Run(() => { items.Add(1); }, () => { items.Contains(1); });
    }

    public static async Task Sorted_correct()
    {
        var items = new SortedDictionary<string, int>();
        await Guarded(() => items["x"] = 1);
    }

    public static async Task Sorted_broken()
    {
        var items = new SortedDictionary<string, int>();
        await Both.Twice(() => { items["x"] = 1; });
    }

    public static async Task Text_correct()
    {
        var text = new StringBuilder();
        await Guarded(() => text.Append('x'));
    }

    public static async Task Text_broken()
    {
        var text = new StringBuilder();
        await Both.Twice(() => { text.Append('x'); });
    }

    public static async Task Handed_out_while_it_grows_broken()
    {
        var (items, gate) = (new List<int> { 1 }, new Lock());
        await Both.Run(() => { lock (gate) items.Add(2); }, () =>
        {
            foreach (var item in Items())
                Check.That(item > 0, "item");
        });

        IEnumerable<int> Items()
        {
            lock (gate)
                return items;
        }
    }

    public static async Task Copied_under_the_lock_correct()
    {
        var (items, gate) = (new List<int> { 1 }, new Lock());
        await Both.Run(() => { lock (gate) items.Add(2); }, () =>
        {
            foreach (var item in Items())
                Check.That(item > 0, "item");
        });

        List<int> Items()
        {
            lock (gate)
                return [.. items];
        }
    }
}
