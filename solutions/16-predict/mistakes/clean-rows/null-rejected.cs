// Mistake: null is of the wrong type.
// Rejected by: CleanRowsTests.A_missing_field_gets_its_default_and_a_warning
using System.Globalization;
using System.Text.Json;

namespace Camp.Predict;

/// <summary>Makes customers out of rows as they come: incomplete, exaggerated, of the wrong type.</summary>
public static class CleanRows
{
    public static Cleaned Run(IEnumerable<JsonElement> rows, ILogger logger)
    {
        var (customers, sum, number) = (new List<Customer>(), new Anomalies(0, 0, 0, 0), 0);
        foreach (var row in rows)
        {
            number++;
            var (values, found) = Row(row, number, logger);
            if (values is [var age, var usage, var tenure])
                customers.Add(new(age, usage, tenure));
            else
                logger.LogWarning("Row {Row} is rejected", number);
            sum = new(
                sum.Missing + found.Missing, sum.OutOfRange + found.OutOfRange,
                sum.WrongType + found.WrongType, sum.Rejected + (values is null ? 1 : 0));
        }

        return new(customers, sum);
    }

    // All fields are looked at, also when the first has already decided that the row is rejected.
    private static (double[]? Values, Anomalies Found) Row(JsonElement row, int number, ILogger logger)
    {
        var found = new Anomalies(0, 0, 0, 0);
        if (row.ValueKind != JsonValueKind.Object)
            return (null, found);
        var values = new List<double>();
        foreach (var feature in Feature.All)
        {
            var field = row.TryGetProperty(feature.Name, out var there) ? there : default;
            if (IsMissing(field))
            {
                found = found with { Missing = found.Missing + 1 };
                logger.LogWarning("Row {Row} has no {Field}: {Default} is taken", number, feature.Name, feature.Default);
                values.Add(feature.Default);
                continue;
            }

            if (field.ValueKind != JsonValueKind.Number)
                found = found with { WrongType = found.WrongType + 1 };
            if (Number(field) is not { } value)
                continue;
            var clamped = Math.Clamp(value, feature.Min, feature.Max);
            if (clamped != value)
                found = found with { OutOfRange = found.OutOfRange + 1 };
            values.Add(clamped);
        }

        return (values.Count == Feature.All.Count ? [.. values] : null, found);
    }

    private static bool IsMissing(JsonElement field) =>
        field.ValueKind is JsonValueKind.Undefined
        || (field.ValueKind == JsonValueKind.String && string.IsNullOrWhiteSpace(field.GetString()));

    private static double? Number(JsonElement field) => field.ValueKind switch
    {
        JsonValueKind.Number => field.GetDouble(),
        // The invariant culture: in another one "1.5" may be fifteen.
        JsonValueKind.String when double.TryParse(field.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && double.IsFinite(value) => value,
        _ => null,
    };
}
