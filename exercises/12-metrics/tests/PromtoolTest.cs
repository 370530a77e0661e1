using System.Text.Json;

namespace Camp.Metrics.Tests;

/// <summary>A test for <c>promtool test rules</c>: series of one value a minute, and what queries must answer.</summary>
public sealed class PromtoolTest(string ruleFile)
{
    private readonly List<object> _series = [];
    private readonly List<object> _expected = [];

    /// <summary>Adds a series with these values, one a minute from minute 0.</summary>
    public PromtoolTest Series(string name, IEnumerable<long> values)
    {
        _series.Add(new { series = name, values = string.Join(' ', values) });
        return this;
    }

    /// <summary>A counter that goes up by so much a minute for half an hour.</summary>
    public PromtoolTest Counter(string name, long perMinute) => Series(name, Enumerable.Range(0, 31).Select(minute => minute * perMinute));

    /// <summary>At that minute the query, times a thousand and rounded, must give these labels and numbers and no others.</summary>
    public PromtoolTest Thousandths(int minute, string query, params (string Labels, long Value)[] samples) =>
        Expects(minute, $"round(({query}) * 1000)", samples);

    /// <summary>At that minute so many alerts must be firing, with the label severity="page".</summary>
    public PromtoolTest Firing(int minute, string alert, int count) =>
        Expects(minute, $"count(ALERTS{{alertname=\"{alert}\",alertstate=\"firing\",severity=\"page\"}}) or vector(0)", ("{}", count));

    /// <summary>Runs all, in a folder of its own; the test is skipped when there is no promtool.</summary>
    public async Task<(int Exit, string Output)> Run()
    {
        var folder = Directory.CreateTempSubdirectory("camp-promtool-");
        try
        {
            var file = Path.Combine(folder.FullName, "test.yml");
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "rules.yml"), ruleFile);
            // JSON is YAML too.
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(new
            {
                rule_files = new[] { "rules.yml" },
                evaluation_interval = "1m",
                tests = new[] { new { interval = "1m", input_series = _series, promql_expr_test = _expected } },
            }));
            return await Tool.Run("promtool", "", "test", "rules", file);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private PromtoolTest Expects(int minute, string expression, params (string Labels, long Value)[] samples)
    {
        _expected.Add(new
        {
            expr = expression,
            eval_time = $"{minute}m",
            exp_samples = samples.Select(sample => new { labels = sample.Labels, value = sample.Value }).ToArray(),
        });
        return this;
    }
}
