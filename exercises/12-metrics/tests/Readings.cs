using Camp.Metrics;

namespace Camp.Metrics.Tests;

/// <summary>Reads what a meter has measured.</summary>
public static class Readings
{
    /// <summary>All values of the metric as text, one series a line, sorted: "paid 3" with the labels' values first.</summary>
    public static string[] Of(MeterReader reader, string prometheusName) =>
    [
        .. Series(reader, prometheusName)
            .Select(sample => FormattableString.Invariant($"{string.Join(' ', sample.Labels.Values)} {sample.Value}").Trim())
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>All series of a histogram: "paid: 3 times, 1.5 in all".</summary>
    public static string[] OfHistogram(MeterReader reader, string prometheusName) =>
    [
        .. Series(reader, prometheusName)
            .Select(sample => FormattableString.Invariant(
                $"{string.Join(' ', sample.Labels.Values)}: {sample.Distribution?.Counts.Sum()} times, {sample.Distribution?.Sum} in all"))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>All that there is, for a snapshot: names, types, labels and values.</summary>
    public static string Story(MeterReader reader)
    {
        var story = "";
        foreach (var family in reader.Read().OrderBy(family => family.Name, StringComparer.Ordinal))
        {
            story += $"{family.Name} ({family.Type})\n";
            var lines = family.Samples.Select(sample =>
            {
                var labels = string.Join(", ", sample.Labels.Select(label => $"{label.Key}={label.Value}"));
                var value = sample.Distribution is { } counted
                    ? FormattableString.Invariant($"{counted.Counts.Sum()} times, {counted.Sum} in all")
                    : FormattableString.Invariant($"{sample.Value}");
                return $"  {{{labels}}} {value}\n";
            });
            story += string.Concat(lines.Order(StringComparer.Ordinal));
        }
        return story;
    }

    private static IReadOnlyList<Sample> Series(MeterReader reader, string name) =>
        reader.Read().SingleOrDefault(family => family.Name == name)?.Samples ?? [];
}
