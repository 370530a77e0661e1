namespace Camp.Limits.Tests;

/// <summary>A clock with timestamps of one nanosecond, as Linux has them, which the test sets; they can go back.</summary>
public sealed class NanoClock : TimeProvider
{
    private long _nanoseconds = 1_000_000_000_000;

    public override long TimestampFrequency => 1_000_000_000;

    public override long GetTimestamp() => Volatile.Read(ref _nanoseconds);

    /// <summary>Goes on by so many nanoseconds, back when they are negative.</summary>
    public void Add(long nanoseconds) => Interlocked.Add(ref _nanoseconds, nanoseconds);
}
