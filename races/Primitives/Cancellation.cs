namespace TrainingCamp.Races.Primitives;

/// <summary>What is known when something is cancelled is known to everyone who sees it.</summary>
internal static class Cancellation
{
    // One for all: a token may be linked to any number of sources.
    private static readonly object Line = new();

    public static void Publish(object source)
    {
        Act.Step("cancels", source);
        Act.Run.Release(Line);
    }

    public static bool Look(CancellationToken token)
    {
        Act.Step("looks at a token", null);
        if (token.IsCancellationRequested)
            Act.Run.Acquire(Line);
        return token.IsCancellationRequested;
    }

    public static void Acquire() => Act.Run.Acquire(Line);
}
