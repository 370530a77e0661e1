namespace Camp.Metrics;

/// <summary>Questions to Prometheus about the metrics of <see cref="RedMiddleware"/>, and an alert.</summary>
/// <remarks>
/// In Prometheus the metrics are <c>shop_http_requests_total{method,route,status}</c> and the histogram
/// <c>shop_http_request_duration_seconds</c> with <c>{method,route}</c>; each instance of the service adds a label <c>instance</c>. Counters
/// start at 0 again when an instance does, and no answer may jump because of it. All questions look back over five
/// minutes (<c>[5m]</c>) and answer for all instances together.
/// </remarks>
public static class Promql
{
    /// <summary>Requests per second, from the counter, one number for each <c>route</c>; no other label.</summary>
    // TODO 1: the rate of each series first, then the sum by route.
    public static string RequestRate =>
        throw new NotImplementedException("Promql.RequestRate: requests per second by route.");

    /// <summary>
    /// The share of requests with a status of 500 to 599 in all requests: one number from 0 to 1, without labels. It is 0, not
    /// nothing, when there are requests and none has failed.
    /// </summary>
    // TODO 2: sum of the rates of errors, divided by the sum of all rates. What if no series matches?
    public static string ErrorRatio =>
        throw new NotImplementedException("Promql.ErrorRatio: the share of failed requests.");

    /// <summary>The time in seconds within which 95 of 100 requests end, one number for each <c>route</c>; no other label.</summary>
    // TODO 3: histogram_quantile over rates of buckets, summed by le and route.
    public static string P95 =>
        throw new NotImplementedException("Promql.P95: the 95th percentile of the duration by route.");

    /// <summary>
    /// A file of alert rules (YAML) with one alert, <c>HighErrorRatio</c>: fires when the share of failed requests has been above
    /// 0.05 for ten minutes without a break. It has the label <c>severity: page</c> and an annotation <c>summary</c>.
    /// </summary>
    // TODO 4: groups, rules, alert, expr, for, labels, annotations.
    public static string AlertRule =>
        throw new NotImplementedException("Promql.AlertRule: a rule file with the alert HighErrorRatio.");
}
