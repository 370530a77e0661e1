// Alternative: ints, an observable up-down counter that yields a Measurement, and tag lists made beforehand.
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Camp.Metrics;

public sealed class Instruments
{
    public const string Orders = "shop.orders";
    public const string Waiting = "shop.orders.waiting";
    public const string Duration = "shop.order.duration";

    public static IReadOnlyList<double> Buckets { get; } = [0.01, 0.05, 0.1, 0.5, 1, 5];

    private static readonly TagList s_paid = new() { { "status", "paid" } };
    private static readonly TagList s_refused = new() { { "status", "refused" } };

    private readonly Lock _gate = new();
    private readonly Counter<int> _orders;
    private readonly Histogram<double> _duration;
    private readonly ObservableUpDownCounter<int> _level;
    private int _arrived;
    private int _takenUp;

    public Instruments(Meter meter)
    {
        _orders = meter.CreateCounter<int>(Orders, unit: "{order}", description: "Orders that are through");
        _level = meter.CreateObservableUpDownCounter(Waiting, Observe, unit: "{order}", description: "Orders in the queue");
        _duration = meter.CreateHistogram<double>(Duration, unit: "s", description: "Order duration", tags: null,
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = Buckets });
    }

    public void Arrived()
    {
        lock (_gate)
            _arrived++;
    }

    public void TakenUp()
    {
        lock (_gate)
            _takenUp++;
    }

    public void Ended(string id, bool paid, TimeSpan took)
    {
        _orders.Add(1, paid ? s_paid : s_refused);
        _duration.Record(took.Ticks / (double)TimeSpan.TicksPerSecond, paid ? s_paid : s_refused);
    }

    private Measurement<int> Observe()
    {
        lock (_gate)
            return new(_arrived - _takenUp);
    }
}
