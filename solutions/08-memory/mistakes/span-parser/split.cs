// Mistake: splits into an array of strings.
// Rejected by: SpanParserTests.A_good_line_allocates_nothing
using System.Globalization;

namespace Camp.Memory;

/// <summary>Reads lines of a request log without making garbage: <c>2026-11-24T10:15:30.123Z GET /api/users/42 200 12.5ms</c>.</summary>
public static class SpanParser
{
    public static bool TryParse(ReadOnlySpan<char> line, out LogLine entry)
    {
        entry = default;
        var fields = line.ToString().Split(' ');
        if (fields.Length != 5)
            return false;
        var (time, method, path, status, rest) = (fields[0], fields[1], fields[2], fields[3], fields[4]);
        // What is left is the last field; a blank in it is refused there.
        if (!TryParseTime(time, out var at) || !IsMethod(method) || !path.StartsWith('/') || !TryParseStatus(status, out var code) || !TryParseElapsed(rest, out var elapsed))
            return false;
        entry = new LogLine { At = at, Method = method, Path = path, Status = code, Elapsed = elapsed };
        return true;
    }

    private static bool TryParseTime(ReadOnlySpan<char> text, out DateTime at) =>
        DateTime.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out at);

    private static bool IsMethod(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange('A', 'Z');

    private static bool TryParseStatus(ReadOnlySpan<char> text, out int status) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out status) && text.Length == 3 && status is >= 100 and <= 599;

    private static bool TryParseElapsed(ReadOnlySpan<char> text, out TimeSpan elapsed)
    {
        elapsed = default;
        if (!text.EndsWith("ms", StringComparison.Ordinal))
            return false;
        var number = text[..^2];
        var point = number.IndexOf('.');
        var decimals = point < 0 ? 0 : number.Length - point - 1;
        // A point needs digits on both sides. TryParse would also take zero characters (\0) at the end. A decimal is exact; a double is not.
        if (number.ContainsAnyExcept("0123456789.") || point == 0 || (point > 0 && decimals is 0 or > 4)
            || !decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var milliseconds) || milliseconds >= 10_000_000_000m)
            return false;
        elapsed = TimeSpan.FromTicks((long)(milliseconds * TimeSpan.TicksPerMillisecond));
        return true;
    }
}
