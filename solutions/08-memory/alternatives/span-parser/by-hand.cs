// Alternative: a cursor that goes through the line once, digit by digit.
namespace Camp.Memory;

/// <summary>Reads lines of a request log without making garbage: <c>2026-11-24T10:15:30.123Z GET /api/users/42 200 12.5ms</c>.</summary>
public static class SpanParser
{
    public static bool TryParse(ReadOnlySpan<char> line, out LogLine entry)
    {
        entry = default;
        Span<Range> fields = stackalloc Range[6];
        if (line.Split(fields, ' ') != 5)
            return false;
        var method = line[fields[1]];
        var path = line[fields[2]];
        var status = line[fields[3]];
        if (!Time(line[fields[0]], out var at) || method.IsEmpty || method.IndexOfAnyExceptInRange('A', 'Z') >= 0 || path.IsEmpty || path[0] != '/')
            return false;
        if (status.Length != 3 || !Number(status, out var code) || code is < 100 or > 599 || !Elapsed(line[fields[4]], out var elapsed))
            return false;
        entry = new() { At = at, Method = method, Path = path, Status = (int)code, Elapsed = elapsed };
        return true;
    }

    private static bool Time(ReadOnlySpan<char> text, out DateTime at)
    {
        at = default;
        if (text.Length != 24 || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != '.' || text[23] != 'Z')
            return false;
        if (!Number(text[..4], out var year) || !Number(text[5..7], out var month) || !Number(text[8..10], out var day)
            || !Number(text[11..13], out var hour) || !Number(text[14..16], out var minute) || !Number(text[17..19], out var second) || !Number(text[20..23], out var millisecond))
            return false;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth((int)year, (int)month) || hour > 23 || minute > 59 || second > 59)
            return false;
        at = new DateTime((int)year, (int)month, (int)day, (int)hour, (int)minute, (int)second, (int)millisecond, DateTimeKind.Utc);
        return true;
    }

    private static bool Elapsed(ReadOnlySpan<char> text, out TimeSpan elapsed)
    {
        elapsed = default;
        if (text.Length < 3 || text[^2] != 'm' || text[^1] != 's')
            return false;
        text = text[..^2];
        var point = text.IndexOf('.');
        var fraction = point < 0 ? "0" : text[(point + 1)..];
        var whole = point < 0 ? text : text[..point];
        if (fraction.Length is 0 or > 4 || whole.IsEmpty || !Number(fraction, out var part) || !Number(whole.TrimStart('0'), out var milliseconds) || milliseconds >= 10_000_000_000)
            return false;
        for (var digits = fraction.Length; digits < 4; digits++)
            part *= 10;
        elapsed = new TimeSpan((milliseconds * 10_000) + part);
        return true;
    }

    private static bool Number(ReadOnlySpan<char> digits, out long number)
    {
        number = 0;
        foreach (var digit in digits)
        {
            if (digit is < '0' or > '9' || number > 1_000_000_000_000)
                return false;
            number = (number * 10) + (digit - '0');
        }

        return true;
    }
}
