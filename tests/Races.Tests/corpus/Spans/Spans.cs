namespace RaceCorpus.Spans;

public static class Spans
{
    public static async Task Halves_correct()
    {
        var items = new int[4];
        await Both.Run(() => { items.AsSpan(0, 2).Fill(1); }, () => { items.AsSpan(2, 2).Fill(2); });
        Check.Same(6, items.Sum());
    }

    public static async Task Overlapping_broken()
    {
        var items = new int[4];
        await Both.Run(() => { items.AsSpan(0, 3).Fill(1); }, () => { items.AsSpan(2, 2).Fill(2); });
    }

    public static async Task Indexed_correct()
    {
        var items = new int[4];
        await Both.Run(() => { var span = items.AsSpan(); span[0]++; }, () => { var span = items.AsSpan(); span[1]++; });
    }

    public static async Task Indexed_broken()
    {
        var items = new int[4];
        await Both.Twice(() => { var span = items.AsSpan(); span[1]++; });
    }

    public static async Task Memory_correct()
    {
        var (items, gate) = (new byte[4].AsMemory(), new Lock());
        await Both.Twice(() => { lock (gate) items.Span[0]++; });
    }

    public static async Task Memory_broken()
    {
        var items = new byte[4].AsMemory();
        await Both.Twice(() => { items.Span[0]++; });
    }
}
