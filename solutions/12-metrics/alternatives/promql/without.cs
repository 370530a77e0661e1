// Alternative: labels are taken away instead of named, and the ratio is one minus the share of what went well.
namespace Camp.Metrics;

public static class Promql
{
    private const string All = "rate(shop_http_requests_total[5m])";

    public static string RequestRate => $"sum without (instance, method, status) ({All})";

    public static string ErrorRatio =>
        $"1 - (sum(rate(shop_http_requests_total{{status!~\"5[0-9][0-9]\"}}[5m])) or 0 * sum({All})) / sum({All})";

    public static string P95 =>
        "histogram_quantile(95 / 100, sum(rate(shop_http_request_duration_seconds_bucket[5m])) by (route, le))";

    public static string AlertRule => string.Join('\n',
        "groups:",
        "- name: camp",
        "  interval: 1m",
        "  rules:",
        "  - alert: \"HighErrorRatio\"",
        "    for: '10m'",
        "    annotations:",
        "      description: The shop answers too many requests with 5xx.",
        "      summary: errors",
        "    labels: ",
        "      severity: page",
        "    expr: |",
        $"      {ErrorRatio}",
        "        > 5 / 100",
        "");
}
