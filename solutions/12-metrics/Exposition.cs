using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Camp.Metrics;

/// <summary>Writes the text format of Prometheus, version 0.0.4.</summary>
/// <remarks>
/// For each family a line <c># HELP name help</c>, a line <c># TYPE name counter</c> (or <c>gauge</c>, <c>histogram</c>), then its samples, one a
/// line: <c>name{label="value",other="value"} 12.5</c>, without braces when there are no labels. Every line ends in <c>\n</c>, the last too; no
/// families make an empty text. Nothing else is written: no blank lines, no spaces after commas, no timestamps.
/// A histogram's sample becomes a line <c>name_bucket</c> for each bound, with the label <c>le</c> behind all others and the count of
/// observations up to that bound (cumulative), one for <c>le="+Inf"</c> with all of them, then <c>name_sum</c> and <c>name_count</c>.
/// Escaped are: in help a backslash and a line feed (<c>\\</c>, <c>\n</c>); in label values those and the double quote (<c>\"</c>).
/// Numbers, <c>le</c> included, are the shortest text that reads back as the same double, in every culture with a point and no thousands
/// separators (as the invariant culture does it: <c>3</c>, <c>0.25</c>, <c>1E+20</c>); <c>NaN</c>, <c>+Inf</c>, <c>-Inf</c>.
/// The order is the same whatever the input's, and ordinal: families by name, labels by name, samples by the text of their
/// labels as it stands between the braces (a histogram's without <c>le</c>).
/// </remarks>
public static partial class Exposition
{
    /// <summary>The content type of an answer that carries the text.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>Writes all families.</summary>
    /// <exception cref="ArgumentException">
    /// A metric's name is not <c>[a-zA-Z_:][a-zA-Z0-9_:]*</c> or a label's not <c>[a-zA-Z_][a-zA-Z0-9_]*</c> (ASCII, to the last character; the
    /// message has it in quotes); a histogram has a label <c>le</c>; two families have one name; two samples of a family have the
    /// same labels; a histogram's sample has no distribution, or bounds that do not ascend strictly or are not finite, or
    /// not one count more than bounds.
    /// </exception>
    public static string Write(IEnumerable<Family> families)
    {
        var text = new StringBuilder();
        var last = "";
        foreach (var family in families.OrderBy(family => family.Name, StringComparer.Ordinal))
        {
            Check(MetricName(), family.Name, "metric");
            Refuse(family.Name == last, $"There are two families \"{family.Name}\"; give one family all samples.");
            last = family.Name;
            text.Append($"# HELP {family.Name} {Escaped(family.Help)}\n");
            text.Append($"# TYPE {family.Name} {family.Type.ToString().ToLowerInvariant()}\n");
            Samples(text, family);
        }

        return text.ToString();
    }

    private static void Samples(StringBuilder text, Family family)
    {
        var sorted = family.Samples.Select(sample => (Sample: sample, Labels: Labels(family, sample)))
            .OrderBy(pair => pair.Labels, StringComparer.Ordinal);
        string? last = null;
        foreach (var (sample, labels) in sorted)
        {
            Refuse(labels == last, $"\"{family.Name}\" has two samples with the labels {{{labels}}}.");
            last = labels;
            if (family.Type == MetricType.Histogram)
                Histogram(text, family.Name, labels, sample.Distribution);
            else
                Line(text, family.Name, labels, sample.Value);
        }
    }

    private static void Histogram(StringBuilder text, string name, string labels, Distribution? counted)
    {
        Refuse(counted is null || counted.Counts.Count != counted.Bounds.Count + 1 || !Ascend(counted.Bounds),
            $"The histogram \"{name}\" needs finite bounds that ascend, and one count more than bounds.");
        var comma = labels.Length > 0 ? "," : "";
        var soFar = 0L;
        for (var i = 0; i < counted!.Counts.Count; i++)
        {
            // Each bucket holds what all smaller ones hold, so that a reader may drop some of them.
            soFar += counted.Counts[i];
            var bound = i < counted.Bounds.Count ? counted.Bounds[i] : double.PositiveInfinity;
            Line(text, name + "_bucket", $"{labels}{comma}le=\"{Number(bound)}\"", soFar);
        }

        Line(text, name + "_sum", labels, counted.Sum);
        Line(text, name + "_count", labels, soFar);
    }

    private static void Line(StringBuilder text, string name, string labels, double value) =>
        text.Append(name).Append(labels.Length > 0 ? $"{{{labels}}}" : "").Append(' ').Append(Number(value)).Append('\n');

    private static string Number(double value) => value switch
    {
        // The invariant culture writes Infinity.
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => value.ToString(CultureInfo.InvariantCulture),
    };

    // The backslash first, or it would escape those that the others bring in.
    private static string Escaped(string text) => text.Replace("\\", "\\\\").Replace("\n", "\\n");

    private static string Quoted(string text) => Escaped(text).Replace("\"", "\\\"");

    private static string Labels(Family family, Sample sample)
    {
        foreach (var name in sample.Labels.Keys)
        {
            Check(LabelName(), name, "label");
            Refuse(name == "le" && family.Type == MetricType.Histogram, $"The histogram \"{family.Name}\" has a label \"le\" of its own.");
        }

        var sorted = sample.Labels.OrderBy(label => label.Key, StringComparer.Ordinal);
        return string.Join(',', sorted.Select(label => $"{label.Key}=\"{Quoted(label.Value)}\""));
    }

    private static bool Ascend(IReadOnlyList<double> bounds) =>
        bounds.All(double.IsFinite) && bounds.Zip(bounds.Skip(1)).All(pair => pair.First < pair.Second);

    private static void Check(Regex allowed, string name, string what) =>
        Refuse(!allowed.IsMatch(name), $"\"{name}\" is no name for a {what}: take letters, digits and underscores.");

    private static void Refuse(bool wrong, string message)
    {
        if (wrong)
            throw new ArgumentException(message);
    }

    [GeneratedRegex(@"\A[a-zA-Z_:][a-zA-Z0-9_:]*\z")]
    private static partial Regex MetricName();

    [GeneratedRegex(@"\A[a-zA-Z_][a-zA-Z0-9_]*\z")]
    private static partial Regex LabelName();
}
