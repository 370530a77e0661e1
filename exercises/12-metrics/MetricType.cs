namespace Camp.Metrics;

/// <summary>The types of metrics that the text format knows here.</summary>
public enum MetricType
{
    /// <summary>Only goes up, and starts at 0 again with the process.</summary>
    Counter,

    /// <summary>Goes up and down.</summary>
    Gauge,

    /// <summary>Counts of observations in buckets.</summary>
    Histogram,
}
