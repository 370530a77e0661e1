namespace RaceCorpus.Statics;

public static class FileLocal
{
    public static async Task Fresh_in_every_schedule_correct()
    {
        await Both.Twice(Tally.Add);
        Check.Same(2, Tally.Count);
    }

    public static async Task Count_broken() => await Both.Twice(Tally.AddUnlocked);
}

file static class Tally
{
    private static readonly Lock Gate = new();

    public static int Count { get; private set; }

    public static void Add()
    {
        lock (Gate)
            Count++;
    }

    public static void AddUnlocked() => Count++;
}
