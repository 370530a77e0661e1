using System.Diagnostics;

namespace TrainingCamp.Races.Primitives;

[Replaces(typeof(DateTime), Harmless = "*")]
public static class DateTimes
{
    public static DateTime get_UtcNow() => Act.Run.Time.GetUtcNow().UtcDateTime;

    public static DateTime get_Now() => Act.Run.Time.GetLocalNow().DateTime;

    public static DateTime get_Today() => get_Now().Date;
}

[Replaces(typeof(DateTimeOffset), Harmless = "*")]
public static class DateTimeOffsets
{
    public static DateTimeOffset get_UtcNow() => Act.Run.Time.GetUtcNow();

    public static DateTimeOffset get_Now() => Act.Run.Time.GetLocalNow();
}

[Replaces(typeof(Stopwatch), Harmless = "*")]
public static class Stopwatches
{
    public static long GetTimestamp() => Act.Run.Time.Now * (Stopwatch.Frequency / 1_000);

    public static TimeSpan GetElapsedTime(long startingTimestamp) => Stopwatch.GetElapsedTime(startingTimestamp, GetTimestamp());
}

[Replaces(typeof(Environment), Harmless = "*")]
public static class Environments
{
    public static long get_TickCount64() => Act.Run.Time.Now;

    public static int get_TickCount() => (int)Act.Run.Time.Now;

    public static int get_CurrentManagedThreadId() => Act.Me.Id;
}

[Replaces(typeof(Random), Harmless = "*")]
public static class Randoms
{
    public static Random New() => new(Act.Run.Dice.Next(int.MaxValue));

    public static Random get_Shared() => Act.Run.Model(typeof(Random), () => new Seeded(Act.Run.Dice.Next(int.MaxValue)));

    // Not Random itself: the shared one may be used by all at once.
    private sealed class Seeded(int seed) : Random(seed);
}

[Replaces(typeof(Guid), Harmless = "*")]
public static class Guids
{
    public static Guid NewGuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        BitConverter.TryWriteBytes(bytes, Act.Run.Dice.Next());
        BitConverter.TryWriteBytes(bytes[8..], Act.Run.Dice.Next());
        return new Guid(bytes);
    }
}
