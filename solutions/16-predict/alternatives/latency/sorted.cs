// Alternative: an immutable list that is swapped, with times since the start; the rank from the slow end.
namespace Camp.Predict;

public sealed class Latency
{
    private readonly object _gate = new();
    private readonly LinkedList<(TimeSpan Until, TimeSpan Elapsed, bool Failed)> _requests = new();
    private readonly TimeSpan _window;
    private readonly TimeProvider _clock;
    private readonly long _start;

    public Latency(TimeSpan window, TimeProvider clock)
    {
        if (window <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(window));
        (_window, _clock, _start) = (window, clock, clock.GetTimestamp());
    }

    public void Record(TimeSpan elapsed, bool failed)
    {
        if (elapsed < TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(elapsed));
        lock (_gate)
        {
            Clean();
            _requests.AddLast((Now() + _window, elapsed, failed));
        }
    }

    public LatencyReport Read()
    {
        lock (_gate)
        {
            Clean();
            var slowest = _requests.Select(request => request.Elapsed).OrderDescending().ToList();
            var count = slowest.Count;
            // One in twenty, rounded down, may be slower.
            return count == 0
                ? new(0, TimeSpan.Zero, 0)
                : new(count, slowest[count / 20], _requests.Count(request => request.Failed) / (double)count);
        }
    }

    private TimeSpan Now() => _clock.GetElapsedTime(_start);

    private void Clean()
    {
        while (_requests.First is { } first && first.Value.Until <= Now())
            _requests.RemoveFirst();
    }
}
