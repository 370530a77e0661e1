// Mistake: the rank is rounded down.
// Rejected by: LatencyTests.The_percentile_is_the_nearest_rank
// Explored: failed
namespace Camp.Predict;

/// <summary>Keeps the times of the latest requests: their 95th percentile, and how many failed.</summary>
public sealed class Latency
{
    private readonly Lock _gate = new();
    private readonly Queue<(long At, TimeSpan Elapsed, bool Failed)> _requests = new();
    private readonly TimeSpan _window;
    private readonly TimeProvider _clock;

    public Latency(TimeSpan window, TimeProvider clock)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(window, TimeSpan.Zero);
        (_window, _clock) = (window, clock);
    }

    public void Record(TimeSpan elapsed, bool failed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(elapsed, TimeSpan.Zero);
        lock (_gate)
        {
            Forget_NeedsLock();
            _requests.Enqueue((_clock.GetTimestamp(), elapsed, failed));
        }
    }

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
        var rank = Math.Max(1, times.Length * 95L / 100);
        return new(times.Length, times[rank - 1], (double)failed / times.Length);
    }

    private void Forget_NeedsLock()
    {
        var now = _clock.GetTimestamp();
        while (_requests.TryPeek(out var oldest) && _clock.GetElapsedTime(oldest.At, now) >= _window)
            _requests.Dequeue();
    }
}
