using System.Diagnostics.Metrics;

namespace Camp.Metrics;

/// <summary>
/// Listens to one meter and adds up, from its creation on, what a Prometheus exporter would show. OpenTelemetry's does the same.
/// </summary>
/// <remarks>
/// Names as in Prometheus: dots become underscores, the unit <c>s</c> appends <c>_seconds</c>, a counter <c>_total</c>.
/// </remarks>
public sealed class MeterReader : IDisposable
{
    private readonly Lock _gate = new();
    private readonly MeterListener _listener = new();
    private readonly List<Instrument> _instruments = [];
    private readonly Dictionary<(Instrument, string), Series> _series = [];

    public MeterReader(Meter meter)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (!ReferenceEquals(instrument.Meter, meter))
                return;
            lock (_gate)
                _instruments.Add(instrument);
            listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<byte>((i, value, tags, _) => Measured(i, value, tags));
        _listener.SetMeasurementEventCallback<short>((i, value, tags, _) => Measured(i, value, tags));
        _listener.SetMeasurementEventCallback<int>((i, value, tags, _) => Measured(i, value, tags));
        _listener.SetMeasurementEventCallback<long>((i, value, tags, _) => Measured(i, value, tags));
        _listener.SetMeasurementEventCallback<float>((i, value, tags, _) => Measured(i, value, tags));
        _listener.SetMeasurementEventCallback<double>((i, value, tags, _) => Measured(i, value, tags));
        _listener.SetMeasurementEventCallback<decimal>((i, value, tags, _) => Measured(i, (double)value, tags));
        _listener.Start();
    }

    /// <summary>The instruments that the meter has made so far.</summary>
    public IReadOnlyList<Instrument> Instruments
    {
        get
        {
            lock (_gate)
                return [.. _instruments];
        }
    }

    /// <summary>Asks the observable instruments, then gives all series as they are now; an instrument without any too.</summary>
    public IReadOnlyList<Family> Read()
    {
        lock (_gate)
        {
            foreach (var key in _series.Keys.Where(key => key.Item1.IsObservable).ToList())
                _series.Remove(key);
        }
        _listener.RecordObservableInstruments();
        lock (_gate)
            return [.. _instruments.Select(FamilyOf_NeedsLock)];
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private void Measured(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, content) in tags)
            labels[name] = FormattableString.Invariant($"{content}");
        lock (_gate)
        {
            var key = (instrument, string.Join('\n', labels));
            if (!_series.TryGetValue(key, out var series))
                _series[key] = series = new Series(labels, Bounds(instrument));
            series.Add(value, replaces: instrument.IsObservable || KindOf(instrument) == typeof(Gauge<>));
        }
    }

    private Family FamilyOf_NeedsLock(Instrument instrument)
    {
        var type = TypeOf(instrument);
        var name = instrument.Name.Replace('.', '_') + (instrument.Unit == "s" ? "_seconds" : "") + (type == MetricType.Counter ? "_total" : "");
        var samples = _series.Where(pair => pair.Key.Item1 == instrument).Select(pair => pair.Value.Sample(type));
        return new(name, type, instrument.Description ?? "", [.. samples]);
    }

    private static MetricType TypeOf(Instrument instrument)
    {
        var kind = KindOf(instrument);
        return kind == typeof(Counter<>) || kind == typeof(ObservableCounter<>) ? MetricType.Counter
            : kind == typeof(Histogram<>) ? MetricType.Histogram
            : MetricType.Gauge;
    }

    private static Type KindOf(Instrument instrument) => instrument.GetType().GetGenericTypeDefinition();

    private static IReadOnlyList<double> Bounds(Instrument instrument) => instrument switch
    {
        Histogram<double> { Advice.HistogramBucketBoundaries: { } bounds } => bounds,
        Histogram<float> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(bound => (double)bound)],
        Histogram<long> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(bound => (double)bound)],
        _ => [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    };

    private sealed class Series(SortedDictionary<string, string> labels, IReadOnlyList<double> bounds)
    {
        private readonly long[] _counts = new long[bounds.Count + 1];
        private double _value;

        public void Add(double value, bool replaces)
        {
            _value = replaces ? value : _value + value;
            var bucket = 0;
            while (bucket < bounds.Count && value > bounds[bucket])
                bucket++;
            _counts[bucket]++;
        }

        public Sample Sample(MetricType type) => type == MetricType.Histogram
            ? new(new Dictionary<string, string>(labels), double.NaN, new Distribution(bounds, [.. _counts], _value))
            : new(new Dictionary<string, string>(labels), _value);
    }
}
