namespace RaceCorpus;

/// <summary>Two pieces of work at the same time.</summary>
public static class Both
{
    public static Task Run(Action first, Action second) => Task.WhenAll(Task.Run(first), Task.Run(second));

    public static Task Run(Func<Task> first, Func<Task> second) => Task.WhenAll(Task.Run(first), Task.Run(second));

    public static Task Twice(Action work) => Run(work, work);

    public static Task Twice(Func<Task> work) => Run(work, work);
}
