// Mistake: le is summed away: there are no buckets left, and no answer.
// Rejected by: PromqlTests.P95_is_right
namespace Camp.Metrics;

/// <summary>Questions to Prometheus about the metrics of <see cref="RedMiddleware"/>, and an alert.</summary>
public static class Promql
{
    // rate before sum: only on a single series can a counter that starts anew be told from one that falls.
    public static string RequestRate => "sum by (route) (rate(shop_http_requests_total[5m]))";

    // Without errors there is no series with a 5xx, and nothing divided by something is nothing: hence the zero.
    public static string ErrorRatio =>
        """
        (sum(rate(shop_http_requests_total{status=~"5.."}[5m])) or vector(0)) / sum(rate(shop_http_requests_total[5m]))
        """;

    // The buckets of all instances are added up before the quantile is taken: percentiles can't be averaged.
    public static string P95 =>
        "histogram_quantile(0.95, sum by (route) (rate(shop_http_request_duration_seconds_bucket[5m])))";

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
