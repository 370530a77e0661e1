// Alternative: a gauge of doubles.
using System.Diagnostics.Metrics;

namespace Camp.Metrics;

/// <summary>What a shop measures: orders ended, orders that wait, and how long one takes.</summary>
/// <remarks>
/// Three instruments, made once, by the given meter, in the constructor, each with a unit and a description:
/// a counter <see cref="Orders"/>, unit <c>{order}</c>; a gauge <see cref="Waiting"/>, unit <c>{order}</c>; a histogram
/// <see cref="Duration"/>, unit <c>s</c>, which advises the bucket boundaries <see cref="Buckets"/>.
/// Counter and histogram have one tag, <c>status</c>, with the value <c>paid</c> or <c>refused</c>, and never another: not the order's id, of which
/// there are millions. Durations are seconds, not rounded.
/// The gauge has no tags. It is observed when somebody asks, so that a listener that starts late gets the number as it is then.
/// Any number of threads may call at once. Objects that have different meters count apart.
/// </remarks>
public sealed class Instruments
{
    /// <summary>The counter's name.</summary>
    public const string Orders = "shop.orders";

    /// <summary>The gauge's name.</summary>
    public const string Waiting = "shop.orders.waiting";

    /// <summary>The histogram's name.</summary>
    public const string Duration = "shop.order.duration";

    /// <summary>The upper bounds that the histogram advises, in seconds.</summary>
    public static IReadOnlyList<double> Buckets { get; } = [0.01, 0.05, 0.1, 0.5, 1, 5];

    private readonly Counter<long> _orders;
    private readonly Histogram<double> _duration;
    private long _waiting;

    public Instruments(Meter meter)
    {
        _orders = meter.CreateCounter<long>(Orders, "{order}", "Orders that have ended.");
        // Observed, not counted up and down: a listener that starts later would see only the changes since.
        meter.CreateObservableGauge(Waiting, () => (double)Interlocked.Read(ref _waiting), "{order}", "Orders that wait now.");
        var advice = new InstrumentAdvice<double> { HistogramBucketBoundaries = Buckets };
        _duration = meter.CreateHistogram(Duration, "s", "Time from an order's start to its end.", tags: null, advice);
    }

    /// <summary>An order has come in and waits.</summary>
    public void Arrived() => Interlocked.Increment(ref _waiting);

    /// <summary>A waiting order has been taken up.</summary>
    public void TakenUp() => Interlocked.Decrement(ref _waiting);

    /// <summary>An order has ended: one measurement of the counter, one of the histogram.</summary>
    /// <param name="id">The order's id, for logs; no metric has it.</param>
    /// <param name="paid">Whether it was paid; else it was refused.</param>
    /// <param name="took">How long it took.</param>
    public void Ended(string id, bool paid, TimeSpan took)
    {
        // Each value of a tag is a time series of its own, kept for weeks: two here, millions with the id.
        var status = KeyValuePair.Create<string, object?>("status", paid ? "paid" : "refused");
        _orders.Add(1, status);
        _duration.Record(took.TotalSeconds, status);
    }
}
