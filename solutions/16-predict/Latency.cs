namespace Camp.Predict;

/// <summary>Keeps the times of the latest requests: their 95th percentile, and how many failed.</summary>
/// <remarks>
/// A request that was recorded at the time t counts until just before <c>t + window</c>; at that very tick it counts no more.
/// The percentile is exact, by the nearest rank: of n times in ascending order the one with the number <c>0.95 * n</c>, rounded up,
/// counted from 1. Failed requests have times like the others. What counts no more takes no memory after the next call.
/// Any number of threads may record and read at once. Time is measured by the clock's timestamps; setting date and time does
/// nothing.
/// </remarks>
public sealed class Latency
{
    private readonly Lock _gate = new();
    private readonly Queue<(long At, TimeSpan Elapsed, bool Failed)> _requests = new();
    private readonly TimeSpan _window;
    private readonly TimeProvider _clock;

    /// <param name="window">How long a request counts; longer than zero.</param>
    /// <param name="clock">Whose timestamps count.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="window"/> is not longer than zero.</exception>
    public Latency(TimeSpan window, TimeProvider clock)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(window, TimeSpan.Zero);
        (_window, _clock) = (window, clock);
    }

    /// <summary>Records a request that ends now.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="elapsed"/> is negative.</exception>
    public void Record(TimeSpan elapsed, bool failed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(elapsed, TimeSpan.Zero);
        lock (_gate)
        {
            Forget_NeedsLock();
            _requests.Enqueue((_clock.GetTimestamp(), elapsed, failed));
        }
    }

    /// <summary>The figures of now.</summary>
    public LatencyReport Read()
    {
        TimeSpan[] times;
        int failed;
        lock (_gate)
        {
            Forget_NeedsLock();
            times = [.. _requests.Select(request => request.Elapsed)];
            failed = _requests.Count(request => request.Failed);
        }

        if (times is [])
            return new(0, TimeSpan.Zero, 0);
        // Sorted outside the lock: nobody who records waits for it.
        Array.Sort(times);
        // 0.95 * n in whole numbers, rounded up: as a double, 0.95 * 20 might be a little more than 19.
        var rank = ((times.Length * 95L) + 99) / 100;
        return new(times.Length, times[rank - 1], (double)failed / times.Length);
    }

    private void Forget_NeedsLock()
    {
        var now = _clock.GetTimestamp();
        while (_requests.TryPeek(out var oldest) && _clock.GetElapsedTime(oldest.At, now) >= _window)
            _requests.Dequeue();
    }
}
