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
    /// <param name="window">How long a request counts; longer than zero.</param>
    /// <param name="clock">Whose timestamps count.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="window"/> is not longer than zero.</exception>
    // TODO 1: refuse a bad window; start without requests.
    public Latency(TimeSpan window, TimeProvider clock) =>
        throw new NotImplementedException("Latency: check the window and start without requests.");

    /// <summary>Records a request that ends now.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="elapsed"/> is negative.</exception>
    // TODO 2: forget what is too old, then keep the request with the time it came.
    public void Record(TimeSpan elapsed, bool failed) =>
        throw new NotImplementedException("Latency.Record: keep the request with the time it came.");

    /// <summary>The figures of now.</summary>
    // TODO 3: forget what is too old; sort a copy; the rank in whole numbers.
    public LatencyReport Read() =>
        throw new NotImplementedException("Latency.Read: count, percentile and error rate of what is in the window.");
}
