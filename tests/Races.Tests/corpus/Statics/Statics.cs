namespace RaceCorpus.Statics;

public static class Statics
{
    private static readonly Lock Gate = new();
    private static readonly List<int> Seen = [];
    private static int _count;

    /// <summary>For a caller from another assembly.</summary>
    public static int Calls;

    private static class Of<T>
    {
        public static int Count;
    }

    public static async Task Count_correct()
    {
        await Both.Twice(() => { lock (Gate) _count++; });
        Check.Same(2, _count);
    }

    public static async Task Count_broken() => await Both.Twice(() => { _count++; });

    public static async Task Fresh_in_every_schedule_correct()
    {
        lock (Gate)
            Seen.Add(1);
        await Task.Yield();
        Check.Same(1, Seen.Count);
    }

    public static async Task List_broken() => await Both.Twice(() => Seen.Add(1));

    public static async Task Of_two_types_correct() => await Both.Run(() => { Of<int>.Count++; }, () => { Of<string>.Count++; });

    public static async Task Of_one_type_broken() => await Both.Run(() => { Of<int>.Count++; }, () => { Of<int>.Count++; });
}
