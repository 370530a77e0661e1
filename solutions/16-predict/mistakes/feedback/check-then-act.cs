// Mistake: counting and taking are two steps: complaints at once are in two alerts, or in none.
// Rejected by: FeedbackRaces.Three_complaints_make_one_alert_and_one_stays
// Explored: failed
namespace Camp.Predict;

/// <summary>Closes the loop: when a region complains, its recent requests are sampled and the model's owner is told.</summary>
public sealed class Feedback
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Region> _regions = new(StringComparer.Ordinal);
    private readonly int _threshold;
    private readonly TimeSpan _window;
    private readonly int _keep;
    private readonly Func<Alert, CancellationToken, Task> _notify;
    private readonly TimeProvider _clock;

    public Feedback(int threshold, TimeSpan window, int keep, Func<Alert, CancellationToken, Task> notify, TimeProvider clock)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threshold, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(window, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(keep, 1);
        (_threshold, _window, _keep, _notify, _clock) = (threshold, window, keep, notify, clock);
    }

    public void Remember(Served served)
    {
        lock (_gate)
        {
            var latest = Of_NeedsLock(served.Region).Latest;
            latest.AddFirst(served);
            if (latest.Count > _keep)
                latest.RemoveLast();
        }
    }

    public async Task<bool> ComplainAsync(string region, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Alert alert;
        List<long> taken;
        lock (_gate)
        {
            var here = Of_NeedsLock(region);
            Forget(here);
            here.Complaints.Add(_clock.GetTimestamp());
            if (here.Complaints.Count < _threshold)
                return false;
        }

        lock (_gate)
        {
            var here = Of_NeedsLock(region);
            (taken, here.Complaints) = (here.Complaints, []);
            alert = new(region, taken.Count, [.. here.Latest]);
        }

        try
        {
            await _notify(alert, cancellation);
            return true;
        }
        catch
        {
            lock (_gate)
                _regions[region].Complaints.InsertRange(0, taken);
            throw;
        }
    }

    private Region Of_NeedsLock(string name)
    {
        if (!_regions.TryGetValue(name, out var region))
            _regions[name] = region = new();
        return region;
    }

    private void Forget(Region region)
    {
        var now = _clock.GetTimestamp();
        region.Complaints.RemoveAll(at => _clock.GetElapsedTime(at, now) >= _window);
    }

    private sealed class Region
    {
        public LinkedList<Served> Latest { get; } = new();

        public List<long> Complaints { get; set; } = [];
    }
}
