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
    // rate before sum: only on a single series can a counter that starts anew be told from one that falls.

    /// <summary>Requests per second, from the counter, one number for each <c>route</c>; no other label.</summary>
    public static string RequestRate => "sum by (route) (rate(shop_http_requests_total[5m]))";

    // Without errors there is no series with a 5xx, and nothing divided by something is nothing: hence the zero.

    /// <summary>
    /// The share of requests with a status of 500 to 599 in all requests: one number from 0 to 1, without labels. It is 0, not
    /// nothing, when there are requests and none has failed.
    /// </summary>
    public static string ErrorRatio =>
        """
        (sum(rate(shop_http_requests_total{status=~"5.."}[5m])) or vector(0)) / sum(rate(shop_http_requests_total[5m]))
        """;

    // The buckets of all instances are added up before the quantile is taken: percentiles can't be averaged.

    /// <summary>The time in seconds within which 95 of 100 requests end, one number for each <c>route</c>; no other label.</summary>
    public static string P95 =>
        "histogram_quantile(0.95, sum by (le, route) (rate(shop_http_request_duration_seconds_bucket[5m])))";

    /// <summary>
    /// A file of alert rules (YAML) with one alert, <c>HighErrorRatio</c>: fires when the share of failed requests has been above
    /// 0.05 for ten minutes without a break. It has the label <c>severity: page</c> and an annotation <c>summary</c>.
    /// </summary>
    public static string AlertRule =>
        $$"""
        groups:
          - name: shop
            rules:
              - alert: HighErrorRatio
                expr: {{ErrorRatio}} > 0.05
                for: 10m
                labels:
                  severity: page
                annotations:
                  summary: "More than 5 % of requests fail."
        """;
}
