// Alternative: an object with a lock of its own for each region, in a concurrent dictionary.
using System.Collections.Concurrent;

namespace Camp.Predict;

public sealed class Feedback
{
    private readonly ConcurrentDictionary<string, Region> _regions = new(StringComparer.Ordinal);
    private readonly Func<string, Region> _make;
    private readonly Func<Alert, CancellationToken, Task> _notify;

    public Feedback(int threshold, TimeSpan window, int keep, Func<Alert, CancellationToken, Task> notify, TimeProvider clock)
    {
        if (threshold < 1 || window <= TimeSpan.Zero || keep < 1)
            throw new ArgumentOutOfRangeException(nameof(threshold), "A threshold, a window or a number to keep is too small.");
        _make = name => new(name, threshold, window, keep, clock);
        _notify = notify;
    }

    public void Remember(Served served) => _regions.GetOrAdd(served.Region, _make).Remember(served);

    public Task<bool> ComplainAsync(string region, CancellationToken cancellation) =>
        cancellation.IsCancellationRequested ? Task.FromCanceled<bool>(cancellation) : _regions.GetOrAdd(region, _make).ComplainAsync(_notify, cancellation);

    private sealed class Region(string name, int threshold, TimeSpan window, int keep, TimeProvider clock)
    {
        private readonly object _gate = new();
        private readonly Queue<Served> _latest = new();
        private Queue<long> _complaints = new();

        public void Remember(Served served)
        {
            lock (_gate)
            {
                _latest.Enqueue(served);
                while (_latest.Count > keep)
                    _latest.Dequeue();
            }
        }

        public async Task<bool> ComplainAsync(Func<Alert, CancellationToken, Task> notify, CancellationToken cancellation)
        {
            Queue<long> mine;
            Served[] samples;
            lock (_gate)
            {
                var now = clock.GetTimestamp();
                while (_complaints.TryPeek(out var oldest) && clock.GetElapsedTime(oldest, now) >= window)
                    _complaints.Dequeue();
                _complaints.Enqueue(now);
                if (_complaints.Count < threshold)
                    return false;
                (mine, _complaints) = (_complaints, new());
                samples = [.. _latest.Reverse()];
            }

            var told = false;
            try
            {
                await notify(new(name, mine.Count, samples), cancellation);
                return told = true;
            }
            finally
            {
                if (!told)
                {
                    lock (_gate)
                        _complaints = new(mine.Concat(_complaints));
                }
            }
        }
    }
}
