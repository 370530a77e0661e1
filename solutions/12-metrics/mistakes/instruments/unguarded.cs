// Mistake: waiting++ is three steps: under load orders are lost, and the queue never gets back to 0.
// Rejected by: InstrumentsRaces.One_order_arrives_while_another_is_taken_up
// Explored: race
using System.Diagnostics.Metrics;

namespace Camp.Metrics;

/// <summary>What a shop measures: orders ended, orders that wait, and how long one takes.</summary>
public sealed class Instruments
{
    public const string Orders = "shop.orders";
    public const string Waiting = "shop.orders.waiting";
    public const string Duration = "shop.order.duration";

    public static IReadOnlyList<double> Buckets { get; } = [0.01, 0.05, 0.1, 0.5, 1, 5];

    private readonly Counter<long> _orders;
    private readonly Histogram<double> _duration;
    private long _waiting;

    public Instruments(Meter meter)
    {
        _orders = meter.CreateCounter<long>(Orders, "{order}", "Orders that have ended.");
        // Observed, not counted up and down: a listener that starts later would see only the changes since.
        meter.CreateObservableGauge(Waiting, () => Interlocked.Read(ref _waiting), "{order}", "Orders that wait now.");
        var advice = new InstrumentAdvice<double> { HistogramBucketBoundaries = Buckets };
        _duration = meter.CreateHistogram(Duration, "s", "Time from an order's start to its end.", tags: null, advice);
    }

    public void Arrived() => _waiting++;

    public void TakenUp() => _waiting--;

    public void Ended(string id, bool paid, TimeSpan took)
    {
        // Each value of a tag is a time series of its own, kept for weeks: two here, millions with the id.
        var status = KeyValuePair.Create<string, object?>("status", paid ? "paid" : "refused");
        _orders.Add(1, status);
        _duration.Record(took.TotalSeconds, status);
    }
}
