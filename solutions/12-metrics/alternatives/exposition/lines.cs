// Alternative: no pattern and no builder: iterators give lines, names are looked at letter by letter, a line is joined at the end.
using System.Globalization;

namespace Camp.Metrics;

public static class Exposition
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static string Write(IEnumerable<Family> families)
    {
        var byName = new SortedDictionary<string, Family>(StringComparer.Ordinal);
        foreach (var family in families)
        {
            if (!byName.TryAdd(Name(family.Name, colons: true), family))
                throw new ArgumentException($"Two families are called '{family.Name}'.", nameof(families));
        }

        return string.Concat(byName.Values.SelectMany(Lines).Select(line => line + "\n"));
    }

    private static IEnumerable<string> Lines(Family family)
    {
        var type = family.Type switch
        {
            MetricType.Counter => "counter",
            MetricType.Gauge => "gauge",
            _ => "histogram",
        };
        var samples = new SortedDictionary<string, Sample>(StringComparer.Ordinal);
        foreach (var sample in family.Samples)
        {
            if (!samples.TryAdd(Labels(family, sample), sample))
                throw new ArgumentException($"Two samples of '{family.Name}' have the same labels.");
        }

        yield return $"# HELP {family.Name} {Escape(family.Help, quotes: false)}";
        yield return $"# TYPE {family.Name} {type}";
        foreach (var (labels, sample) in samples)
        {
            if (type != "histogram")
                yield return Line(family.Name, labels, sample.Value);
            else
                foreach (var line in Buckets(family.Name, labels, sample.Distribution ?? throw new ArgumentException("No distribution.")))
                    yield return line;
        }
    }

    private static IEnumerable<string> Buckets(string name, string labels, Distribution counted)
    {
        double[] bounds = [.. counted.Bounds, double.PositiveInfinity];
        if (bounds.Length != counted.Counts.Count)
            throw new ArgumentException($"'{name}' has {bounds.Length} buckets and {counted.Counts.Count} counts.");
        var total = 0L;
        var below = double.NegativeInfinity;
        for (var i = 0; i < bounds.Length; i++)
        {
            if (!(bounds[i] > below) || (i < bounds.Length - 1 && double.IsInfinity(bounds[i])))
                throw new ArgumentException($"The bounds of '{name}' do not ascend.");
            below = bounds[i];
            total += counted.Counts[i];
            var le = $"le=\"{Number(bounds[i])}\"";
            yield return Line(name + "_bucket", labels == "" ? le : $"{labels},{le}", total);
        }

        yield return Line(name + "_sum", labels, counted.Sum);
        yield return Line(name + "_count", labels, total);
    }

    private static string Labels(Family family, Sample sample)
    {
        if (family.Type == MetricType.Histogram && sample.Labels.ContainsKey("le"))
            throw new ArgumentException($"'{family.Name}' has a label \"le\".");
        var names = sample.Labels.Keys.Select(name => Name(name, colons: false)).ToArray();
        Array.Sort(names, StringComparer.Ordinal);
        return string.Join(",", names.Select(name => name + "=\"" + Escape(sample.Labels[name], quotes: true) + "\""));
    }

    private static string Line(string name, string labels, double value) =>
        labels == "" ? $"{name} {Number(value)}" : $"{name}{{{labels}}} {Number(value)}";

    private static string Number(double value) =>
        double.IsInfinity(value) ? (value > 0 ? "+Inf" : "-Inf") : value.ToString("R", NumberFormatInfo.InvariantInfo);

    private static string Escape(string text, bool quotes) => string.Concat(text.Select(c => c switch
    {
        '\\' => @"\\",
        '\n' => @"\n",
        '"' when quotes => "\\\"",
        _ => c.ToString(),
    }));

    private static string Name(string name, bool colons)
    {
        var good = name.Length > 0 && !char.IsAsciiDigit(name[0])
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_' || (colons && c == ':'));
        return good ? name : throw new ArgumentException($"\"{name}\" is no valid name.");
    }
}
