namespace Camp.Predict;

/// <summary>What was found in a batch of rows.</summary>
/// <param name="Missing">Fields that were not there: the default was taken.</param>
/// <param name="OutOfRange">Fields outside their range: the nearest border was taken.</param>
/// <param name="WrongType">Fields that were no number: converted, or their row was rejected.</param>
/// <param name="Rejected">Rows that were left out.</param>
public sealed record Anomalies(int Missing, int OutOfRange, int WrongType, int Rejected)
{
    /// <summary>The report, as a table.</summary>
    public string ToTable() => $"""
        | anomaly | count | handling |
        |---|---|---|
        | missing field | {Missing} | default value, and a warning in the log |
        | value out of range | {OutOfRange} | clamped, and counted for the dashboard |
        | wrong type | {WrongType} | converted, or the row rejected ({Rejected} rejected) |

        """;
}
