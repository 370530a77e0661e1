// Mistake: reads a double: 8.29 becomes 8.2899.
// Rejected by: SpanParserTests.The_time_it_took_is_exact
using System.Globalization;

namespace Camp.Memory;

/// <summary>Reads lines of a request log without making garbage: <c>2026-11-24T10:15:30.123Z GET /api/users/42 200 12.5ms</c>.</summary>
public static class SpanParser
{
    public static bool TryParse(ReadOnlySpan<char> line, out LogLine entry)
    {
        entry = default;
        var rest = line;
        var time = Next(ref rest);
        var method = Next(ref rest);
        var path = Next(ref rest);
        var status = Next(ref rest);
        // What is left is the last field; a blank in it is refused there.
        if (!TryParseTime(time, out var at) || !IsMethod(method) || path is not ['/', ..] || !TryParseStatus(status, out var code) || !TryParseElapsed(rest, out var elapsed))
            return false;
        entry = new LogLine { At = at, Method = method, Path = path, Status = code, Elapsed = elapsed };
        return true;
    }

    // Cuts the next field off. Without a blank it is all that is left, and the rest is empty, which no field may be.
    // Scoped: what it gives back is a view of the line, not of the caller's variable.
    private static ReadOnlySpan<char> Next(scoped ref ReadOnlySpan<char> rest)
    {
        var blank = rest.IndexOf(' ');
        var field = blank < 0 ? rest : rest[..blank];
        rest = blank < 0 ? default : rest[(blank + 1)..];
        return field;
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
            || !double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var milliseconds) || milliseconds >= 10_000_000_000)
            return false;
        elapsed = TimeSpan.FromTicks((long)(milliseconds * TimeSpan.TicksPerMillisecond));
        return true;
    }
}
