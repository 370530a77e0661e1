namespace Camp.Testing;

/// <summary>For situations that are explored: counts the operations that have begun and not ended.</summary>
public sealed class UnderWay
{
    private int _count;

    /// <summary>How many there are now.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>An operation that goes on until its token is cancelled, and then ends a moment later.</summary>
    public async Task UntilTold(CancellationToken token)
    {
        Interlocked.Increment(ref _count);
        await Situation.Told(token);
        await Task.Yield();
        Interlocked.Decrement(ref _count);
    }
}
