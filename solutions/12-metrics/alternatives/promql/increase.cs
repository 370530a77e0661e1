// Alternative: increase over the same five minutes on both sides of the division, and divided by 300 for the rate.
namespace Camp.Metrics;

public static class Promql
{
    public static string RequestRate => "sum by (route) (increase(shop_http_requests_total[5m])) / 300";

    public static string ErrorRatio =>
        """
        (
          sum(increase(shop_http_requests_total{status=~"5[0-9]{2}"}[5m]))
            or
          sum(increase(shop_http_requests_total[5m])) * 0
        )
        /
        sum(increase(shop_http_requests_total[5m]))
        """;

    public static string P95 =>
        "histogram_quantile(0.95, sum without (instance, method) (increase(shop_http_request_duration_seconds_bucket[5m])))";

    public static string AlertRule =>
        $"""
        groups:
        - name: shop
          rules:
          - alert: HighErrorRatio
            expr: ({string.Join(' ', ErrorRatio.Split('\n'))}) > 0.05
            for: 10m
            labels: 
              severity: "page"
            annotations:
              summary: Errors above five percent
        """;
}
