// Alternative: each field becomes a finding first; counting and logging come afterwards.
using System.Globalization;
using System.Text.Json;

namespace Camp.Predict;

public static class CleanRows
{
    private enum Kind { Missing, Number, Text, Wrong }

    public static Cleaned Run(IEnumerable<JsonElement> rows, ILogger logger)
    {
        var looked = rows.Select((row, index) => (Row: index + 1, Fields: row.ValueKind == JsonValueKind.Object ? Feature.All.Select(feature => Look(row, feature)).ToArray() : null)).ToArray();
        foreach (var (row, fields) in looked)
        {
            foreach (var field in fields ?? [])
            {
                if (field.Kind == Kind.Missing)
                    logger.LogWarning("{Field} is missing in {Row}", field.Feature.Name, row);
            }

            if (!IsGood(fields))
                logger.LogWarning("{Row} is of no use", row);
        }

        var all = looked.SelectMany(one => one.Fields ?? []).ToArray();
        return new(
            [.. looked.Where(one => IsGood(one.Fields)).Select(one => new Customer(one.Fields![0].Clamped, one.Fields[1].Clamped, one.Fields[2].Clamped))],
            new(
                all.Count(field => field.Kind == Kind.Missing),
                all.Count(field => field.Kind is Kind.Number or Kind.Text && field.Clamped != field.Value),
                all.Count(field => field.Kind is Kind.Text or Kind.Wrong),
                looked.Count(one => !IsGood(one.Fields))));
    }

    private static bool IsGood(Finding[]? fields) => fields is not null && Array.TrueForAll(fields, field => field.Kind != Kind.Wrong);

    private static Finding Look(JsonElement row, Feature feature)
    {
        if (!row.TryGetProperty(feature.Name, out var field))
            return new(feature, Kind.Missing, feature.Default);
        switch (field.ValueKind)
        {
            case JsonValueKind.Null:
                return new(feature, Kind.Missing, feature.Default);
            case JsonValueKind.Number:
                return new(feature, Kind.Number, field.GetDouble());
            case JsonValueKind.String:
                var text = field.GetString()!.Trim();
                if (text.Length == 0)
                    return new(feature, Kind.Missing, feature.Default);
                const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
                return double.TryParse(text, Style, NumberFormatInfo.InvariantInfo, out var number) && !double.IsNaN(number) && !double.IsInfinity(number)
                    ? new(feature, Kind.Text, number)
                    : new(feature, Kind.Wrong, 0);
            default:
                return new(feature, Kind.Wrong, 0);
        }
    }

    private sealed record Finding(Feature Feature, Kind Kind, double Value)
    {
        public double Clamped => Math.Max(Feature.Min, Math.Min(Feature.Max, Value));
    }
}
