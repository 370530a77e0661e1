using System.Text.RegularExpressions;
using Camp.Testing;
using Xunit;

namespace Camp.Metrics.Tests;

public sealed partial class PromqlTests
{
    private const string Section = "Questions in PromQL";
    private const string Percentiles = "Percentiles";
    private const string Alerts = "An alert";
    private const string Requests = "shop_http_requests_total";
    private const string Bucket = "shop_http_request_duration_seconds_bucket";
    private const string NoRules = "groups: []";

    [Fact]
    public async Task The_questions_ask_for_what_is_recorded()
    {
        var story = "";
        foreach (var (name, query) in new[] { ("RequestRate", Promql.RequestRate), ("ErrorRatio", Promql.ErrorRatio), ("P95", Promql.P95) })
        {
            var metrics = MetricNames().Matches(query).Select(match => match.Value).Distinct();
            var ranges = Ranges().Matches(query).Select(match => match.Value).Distinct();
            story += $"{name}: {string.Join(", ", metrics)} over {string.Join(", ", ranges)}\n";
        }
        foreach (var key in new[] { "alert", "for", "severity" })
            story += $"AlertRule: {key}: {Regex.Match(Promql.AlertRule, $@"\b{key}[""']?:\s*[""']?(\w+)").Groups[1]}\n";
        await Snapshots.Match("Promql", story);
    }

    [Fact]
    public void Every_question_is_over_a_rate()
    {
        foreach (var query in new[] { Promql.RequestRate, Promql.ErrorRatio, Promql.P95, Promql.AlertRule })
        {
            Expect.True(Rates().IsMatch(query), $"No rate over five minutes in: {query}", Section);
            Expect.True(query.Count(c => c == '(') == query.Count(c => c == ')'), $"The brackets do not match in: {query}", Section);
            Expect.True(!query.Contains("avg", StringComparison.Ordinal), $"An average of rates, ratios or percentiles is none of the whole: {query}", Percentiles);
        }
    }

    [Fact]
    public void The_rate_comes_before_the_sum()
    {
        foreach (var query in new[] { Promql.RequestRate, Promql.ErrorRatio, Promql.P95 })
            Expect.True(!RateOfSum().IsMatch(query), $"A rate of a sum takes the restart of one instance for a jump of all: {query}", Section);
    }

    [Fact]
    public void The_alert_is_a_rule_file_with_a_summary()
    {
        var rule = Promql.AlertRule;
        Expect.True(Regex.IsMatch(rule, "^groups:", RegexOptions.Multiline), "A rule file has a line groups:, not indented.", Alerts);
        Expect.True(!rule.Contains('\t'), "YAML is indented with spaces, never with tabs.", Alerts);
        Expect.Equal(1, Regex.Count(rule, @"\balert:"), "Alerts in the file", Alerts);
        Expect.True(Regex.IsMatch(rule, @"annotations:[\s\S]*summary[""']?:\s*\S"), "The alert has no annotation summary.", Alerts);
    }

    [Fact]
    public async Task Request_rate_is_right() => await Passes(Section, new PromtoolTest(NoRules)
        .Counter($"{Requests}{{instance=\"a\",method=\"GET\",route=\"/orders/{{id}}\",status=\"200\"}}", 60)
        .Counter($"{Requests}{{instance=\"a\",method=\"PUT\",route=\"/orders/{{id}}\",status=\"200\"}}", 30)
        .Counter($"{Requests}{{instance=\"a\",method=\"GET\",route=\"/orders/{{id}}\",status=\"500\"}}", 30)
        .Counter($"{Requests}{{instance=\"a\",method=\"GET\",route=\"unmatched\",status=\"404\"}}", 15)
        // This instance starts anew in minute 10: its counter falls from 1080 to 120.
        .Series($"{Requests}{{instance=\"b\",method=\"GET\",route=\"/orders/{{id}}\",status=\"200\"}}",
            Enumerable.Range(0, 31).Select(minute => 120L * (minute < 10 ? minute : minute - 9)))
        .Thousandths(8, Promql.RequestRate, ("{route=\"/orders/{id}\"}", 4000), ("{route=\"unmatched\"}", 250))
        .Thousandths(12, Promql.RequestRate, ("{route=\"/orders/{id}\"}", 4000), ("{route=\"unmatched\"}", 250))
        .Thousandths(30, Promql.RequestRate, ("{route=\"/orders/{id}\"}", 4000), ("{route=\"unmatched\"}", 250)));

    [Fact]
    public async Task Error_ratio_is_right() => await Passes(Section, new PromtoolTest(NoRules)
        .Counter($"{Requests}{{instance=\"a\",method=\"GET\",route=\"/a\",status=\"200\"}}", 600)
        .Counter($"{Requests}{{instance=\"b\",method=\"GET\",route=\"/a\",status=\"200\"}}", 60)
        .Counter($"{Requests}{{instance=\"b\",method=\"GET\",route=\"/a\",status=\"500\"}}", 60)
        .Counter($"{Requests}{{instance=\"b\",method=\"PUT\",route=\"/b\",status=\"503\"}}", 60)
        .Counter($"{Requests}{{instance=\"b\",method=\"PUT\",route=\"/b\",status=\"404\"}}", 180)
        // A bad quarter of an hour that is over counts no more.
        .Series($"{Requests}{{instance=\"c\",method=\"GET\",route=\"/a\",status=\"500\"}}",
            Enumerable.Range(0, 31).Select(minute => 240L * Math.Min(minute, 15)))
        .Thousandths(10, Promql.ErrorRatio, ("{}", 300))
        .Thousandths(30, Promql.ErrorRatio, ("{}", 125)));

    [Fact]
    public async Task Error_ratio_is_zero_when_nothing_fails() => await Passes(Section, new PromtoolTest(NoRules)
        .Counter($"{Requests}{{instance=\"a\",method=\"GET\",route=\"/a\",status=\"200\"}}", 60)
        .Counter($"{Requests}{{instance=\"a\",method=\"GET\",route=\"unmatched\",status=\"404\"}}", 60)
        .Thousandths(10, Promql.ErrorRatio, ("{}", 0)));

    [Fact]
    public async Task P95_is_right()
    {
        var test = new PromtoolTest(NoRules);
        // Per minute and instance: requests up to 0.1 s, 0.5 s, and all. Until minute 15 everything was slow.
        foreach (var (instance, method, fast, medium, all) in new[] { ("a", "GET", 50, 50, 50), ("a", "PUT", 10, 10, 10), ("b", "GET", 30, 40, 40) })
        {
            foreach (var (bound, count) in new[] { ("0.1", fast), ("0.5", medium), ("5", all), ("+Inf", all) })
            {
                var before = bound is "0.1" or "0.5" ? 0 : 1_000;
                test.Series($"{Bucket}{{instance=\"{instance}\",method=\"{method}\",route=\"/a\",le=\"{bound}\"}}",
                    Enumerable.Range(0, 31).Select(minute => (long)before * Math.Min(minute, 15) + count * Math.Max(0, minute - 15)));
            }
        }
        test.Counter($"{Bucket}{{instance=\"a\",method=\"GET\",route=\"/b\",le=\"0.1\"}}", 0)
            .Counter($"{Bucket}{{instance=\"a\",method=\"GET\",route=\"/b\",le=\"0.5\"}}", 100)
            .Counter($"{Bucket}{{instance=\"a\",method=\"GET\",route=\"/b\",le=\"+Inf\"}}", 100);
        // 95 of 100 is half way between the 90 up to 0.1 s and the 100 up to 0.5 s.
        await Passes(Percentiles, test.Thousandths(30, Promql.P95, ("{route=\"/a\"}", 300), ("{route=\"/b\"}", 480)));
    }

    [Fact]
    public async Task The_alert_fires_after_ten_minutes_above_five_percent() => await Passes(Alerts, new PromtoolTest(Promql.AlertRule)
        .Counter($"{Requests}{{instance=\"a\",method=\"GET\",route=\"/a\",status=\"200\"}}", 940)
        .Counter($"{Requests}{{instance=\"a\",method=\"GET\",route=\"/a\",status=\"500\"}}", 30)
        // Together 6 % until minute 20, then 3 %.
        .Series($"{Requests}{{instance=\"a\",method=\"GET\",route=\"/b\",status=\"503\"}}",
            Enumerable.Range(0, 31).Select(minute => 30L * Math.Min(minute, 20)))
        .Firing(9, "HighErrorRatio", 0)
        .Firing(13, "HighErrorRatio", 1)
        .Firing(19, "HighErrorRatio", 1)
        .Firing(29, "HighErrorRatio", 0));

    [Fact]
    public async Task The_alert_is_silent_at_four_percent() => await Passes(Alerts, new PromtoolTest(Promql.AlertRule)
        .Counter($"{Requests}{{instance=\"a\",method=\"GET\",route=\"/a\",status=\"200\"}}", 960)
        .Counter($"{Requests}{{instance=\"a\",method=\"GET\",route=\"/b\",status=\"500\"}}", 40)
        .Firing(15, "HighErrorRatio", 0)
        .Firing(29, "HighErrorRatio", 0));

    private static async Task Passes(string section, PromtoolTest test)
    {
        var (exit, output) = await test.Run();
        Expect.True(exit == 0, $"promtool test rules says: {output}", section);
    }

    [GeneratedRegex(@"(?<![\w:])shop_\w+")]
    private static partial Regex MetricNames();

    [GeneratedRegex(@"\[\d+[a-z][^\]]*\]")]
    private static partial Regex Ranges();

    [GeneratedRegex(@"\b(rate|increase)\s*\([^()]*\[5m\]")]
    private static partial Regex Rates();

    [GeneratedRegex(@"\b(rate|increase)\s*\(\s*sum\b")]
    private static partial Regex RateOfSum();
}
