namespace Camp.Predict;

/// <summary>Closes the loop: when a region complains, its recent requests are sampled and the model's owner is told.</summary>
/// <remarks>
/// Of each region the latest <c>keep</c> predictions are remembered, and its complaints of the last <c>window</c>: a complaint at the
/// time t counts until just before <c>t + window</c>. The complaint with which a region reaches <c>threshold</c> makes an alert,
/// with that number of complaints and the region's remembered predictions, the newest first. The region's
/// complaints are then counted anew, from zero; other regions are not touched by it. Regions are compared letter by letter.
/// Each complaint counts for one alert at most, however many come at once: ten times the threshold makes ten alerts.
/// When <c>notify</c> fails, its exception goes on to the complaint that made the alert, and its complaints count again: as long as
/// they are in the window, the next complaint of the region makes an alert, which counts that one too.
/// While the owner is being told, nobody else waits. Time is measured by the clock's timestamps.
/// </remarks>
public sealed class Feedback
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Region> _regions = new(StringComparer.Ordinal);
    private readonly int _threshold;
    private readonly TimeSpan _window;
    private readonly int _keep;
    private readonly Func<Alert, CancellationToken, Task> _notify;
    private readonly TimeProvider _clock;

    /// <param name="threshold">How many complaints make an alert; at least 1.</param>
    /// <param name="window">How long a complaint counts; longer than zero.</param>
    /// <param name="keep">How many predictions of each region are remembered; at least 1.</param>
    /// <param name="notify">Tells the owner.</param>
    /// <param name="clock">Whose timestamps count.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public Feedback(int threshold, TimeSpan window, int keep, Func<Alert, CancellationToken, Task> notify, TimeProvider clock)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threshold, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(window, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(keep, 1);
        (_threshold, _window, _keep, _notify, _clock) = (threshold, window, keep, notify, clock);
    }

    /// <summary>Remembers a prediction.</summary>
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

    /// <summary>A user of this region says that the prediction was wrong.</summary>
    /// <returns>Whether this complaint has made an alert. It ends when the owner has been told.</returns>
    /// <remarks>When <paramref name="cancellation"/> is cancelled already, the complaint does not count. It is handed on to notify.</remarks>
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
            // Taken out as one step with counting: no complaint is in two alerts.
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
