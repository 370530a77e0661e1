using System.Globalization;
using Camp.Testing;
using Xunit;

namespace Camp.Memory.Tests;

public sealed class SpanParserTests
{
    private const string Section = "Views instead of copies";
    private const string Good = "2026-11-24T10:15:30.123Z GET /api/users/42 200 12.5ms";

    [Fact]
    public async Task A_log_tells_its_story() => await Snapshots.Match("SpanParser", string.Concat(new[]
    {
        Good,
        "2026-02-28T23:59:59.999Z DELETE / 599 0ms",
        "2026-02-29T00:00:00.000Z GET / 200 1ms",
        "2026-11-24T10:15:30.123Z GET /a?b=c&d=%20 404 10000.0001ms",
        "2026-11-24T10:15:30.123Z get / 200 1ms",
        "2026-11-24T10:15:30.123Z GET / 200 1s",
        "",
    }.Select(line => $"{Told(line)}\n")));

    [Fact]
    public void A_good_line_gives_its_five_fields() =>
        Expect.Equal("2026-11-24T10:15:30.1230000Z|GET|/api/users/42|200|125000", Told(Good), "The fields", Section);

    [Theory]
    [InlineData("0ms", 0)]
    [InlineData("1ms", 10_000)]
    [InlineData("0.1ms", 1_000)]
    [InlineData("0.0001ms", 1)]
    [InlineData("12.3456ms", 123_456)]
    [InlineData("1234.5678ms", 12_345_678)]
    [InlineData("8.29ms", 82_900)]
    [InlineData("0.0029ms", 29)]
    [InlineData("1.0029ms", 10_029)]
    [InlineData("007.50ms", 75_000)]
    [InlineData("9999999999.9999ms", 99_999_999_999_999)]
    public void The_time_it_took_is_exact(string text, long ticks)
    {
        Expect.True(SpanParser.TryParse($"2026-11-24T10:15:30.123Z GET / 200 {text}", out var entry), $"'{text}' is good.", Section);
        Expect.Equal(ticks, entry.Elapsed.Ticks, $"Ticks of '{text}'", Section);
    }

    [Theory]
    [InlineData("2024-02-29T00:00:00.000Z", "2024-02-29T00:00:00.0000000Z")]
    [InlineData("0001-01-01T00:00:00.000Z", "0001-01-01T00:00:00.0000000Z")]
    [InlineData("9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.9990000Z")]
    public void The_time_is_in_utc(string text, string expected)
    {
        Expect.True(SpanParser.TryParse($"{text} GET / 200 1ms", out var entry), $"'{text}' is good.", Section);
        Expect.Equal(expected, entry.At.ToString("O", CultureInfo.InvariantCulture), "The time", Section);
    }

    [Theory]
    [InlineData("A", "/", 100)]
    [InlineData("PROPFIND", "/a/b?c=d%20e#f", 599)]
    [InlineData("GET", "//", 404)]
    [InlineData("GET", "/价格\t", 200)]
    public void What_is_unusual_and_good(string method, string path, int status) =>
        Expect.Equal($"2026-11-24T10:15:30.1230000Z|{method}|{path}|{status}|10000", Told($"2026-11-24T10:15:30.123Z {method} {path} {status} 1ms"), "The fields", Section);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("    ")]
    [InlineData("2026-11-24T10:15:30.123Z")]
    [InlineData("2026-11-24T10:15:30.123Z GET / 200")]
    [InlineData("2026-11-24T10:15:30.123Z GET / 200 ")]
    [InlineData("2026-11-24T10:15:30.123Z GET / 200 1ms ")]
    [InlineData("2026-11-24T10:15:30.123Z GET / 200 1ms x")]
    [InlineData("2026-11-24T10:15:30.123Z GET / 200 1ms\n")]
    [InlineData(" 2026-11-24T10:15:30.123Z GET / 200 1ms")]
    [InlineData("2026-11-24T10:15:30.123Z  GET / 200 1ms")]
    [InlineData("2026-11-24T10:15:30.123Z GET  / 200 1ms")]
    [InlineData("2026-11-24T10:15:30.123Z GET /  200 1ms")]
    [InlineData("2026-11-24T10:15:30.123Z GET / 200  1ms")]
    [InlineData("2026-11-24T10:15:30.123Z\tGET / 200 1ms")]
    [InlineData("2026-11-24 10:15:30.123Z GET / 200 1ms")]
    [InlineData("2026-11-24T10:15:30.123 GET / 200 1ms")]
    [InlineData("2026-11-24T10:15:30Z GET / 200 1ms")]
    [InlineData("2026-11-24T10:15:30.1Z GET / 200 1ms")]
    [InlineData("2026-11-24T10:15:30.1234Z GET / 200 1ms")]
    [InlineData("2026-11-24T10:15:30.123+01:00 GET / 200 1ms")]
    [InlineData("2026-11-24T24:00:00.000Z GET / 200 1ms")]
    [InlineData("2026-13-24T10:15:30.123Z GET / 200 1ms")]
    [InlineData("2026-02-30T10:15:30.123Z GET / 200 1ms")]
    [InlineData("26-11-24T10:15:30.123Z GET / 200 1ms")]
    [InlineData("2026-11-24T10:15:30.123Z G3T / 200 1ms")]
    [InlineData("2026-11-24T10:15:30.123Z get / 200 1ms")]
    [InlineData("2026-11-24T10:15:30.123Z GÉT / 200 1ms")]
    [InlineData("2026-11-24T10:15:30.123Z GET api 200 1ms")]
    [InlineData("2026-11-24T10:15:30.123Z GET / 99 1ms")]
    [InlineData("2026-11-24T10:15:30.123Z GET / 099 1ms")]
    [InlineData("2026-11-24T10:15:30.123Z GET / 600 1ms")]
    [InlineData("2026-11-24T10:15:30.123Z GET / 0200 1ms")]
    [InlineData("2026-11-24T10:15:30.123Z GET / +200 1ms")]
    [InlineData("2026-11-24T10:15:30.123Z GET / +20 1ms")]
    [InlineData("2026-11-24T10:15:30.123Z GET / 2e2 1ms")]
    [InlineData("2026-11-24T10:15:30.123Z GET / ٢٠٠ 1ms")]
    [InlineData("2026-11-24T10:15:30.123Z GET / 200 ms")]
    [InlineData("2026-11-24T10:15:30.123Z GET / 200 1")]
    [InlineData("2026-11-24T10:15:30.123Z GET / 200 1s")]
    [InlineData("2026-11-24T10:15:30.123Z GET / 200 1MS")]
    [InlineData("2026-11-24T10:15:30.123Z GET / 200 -1ms")]
    [InlineData("2026-11-24T10:15:30.123Z GET / 200 +1ms")]
    [InlineData("2026-11-24T10:15:30.123Z GET / 200 1.ms")]
    [InlineData("2026-11-24T10:15:30.123Z GET / 200 .5ms")]
    [InlineData("2026-11-24T10:15:30.123Z GET / 200 .ms")]
    [InlineData("2026-11-24T10:15:30.123Z GET / 200 1.2.3ms")]
    [InlineData("2026-11-24T10:15:30.123Z GET / 200 1,5ms")]
    [InlineData("2026-11-24T10:15:30.123Z GET / 200 1.00000ms")]
    [InlineData("2026-11-24T10:15:30.123Z GET / 200 1e3ms")]
    [InlineData("2026-11-24T10:15:30.123Z GET / 200 1 ms")]
    [InlineData("2026-11-24T10:15:30.123Z GET / 200 ٣ms")]
    [InlineData("2026-11-24T10:15:30.123Z GET / 200 1\0ms")]
    [InlineData("2026-11-24T10:15:30.123Z GET / 200\0 1ms")]
    [InlineData("2026-11-24T10:15:30.123Z\0 GET / 200 1ms")]
    [InlineData("2026-11-24T10:15:30.123Z GET / 200 10000000000ms")]
    [InlineData("2026-11-24T10:15:30.123Z GET / 200 99999999999999999999999999999999ms")]
    public void A_bad_line_is_refused(string line)
    {
        Expect.True(!SpanParser.TryParse(line, out var entry), $"'{line}' was taken for a good line.", Section);
        Expect.True(entry.At == default && entry.Method.IsEmpty && entry.Path.IsEmpty && entry.Status == 0 && entry.Elapsed == default, "The entry of a bad line is not the default value.", Section);
    }

    [Fact]
    public void Texts_are_parts_of_the_line()
    {
        var line = Good.AsSpan();
        Expect.True(SpanParser.TryParse(line, out var entry), "The line is good.", Section);
        Expect.True(line.Overlaps(entry.Method, out var method) && method == Good.IndexOf("GET", StringComparison.Ordinal), "The method is a copy.", Section);
        Expect.True(line.Overlaps(entry.Path, out var path) && path == Good.IndexOf('/'), "The path is a copy.", Section);
    }

    [Fact]
    public void A_good_line_allocates_nothing()
    {
        var good = true;
        Expect.Equal(0L, Allocated.By(() => good &= SpanParser.TryParse(Good, out _)), "Bytes allocated by a hundred good lines", Section);
        Expect.True(good, "The line is good.", Section);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-02-30T10:15:30.123Z GET / 200 1ms")]
    [InlineData("2026-11-24T10:15:30.123Z get / 200 1ms")]
    [InlineData("2026-11-24T10:15:30.123Z GET / abc 1ms")]
    [InlineData("2026-11-24T10:15:30.123Z GET / 200 1,5ms")]
    [InlineData("2026-11-24T10:15:30.123Z GET / 200 99999999999999999999999999999999ms")]
    public void A_bad_line_allocates_nothing(string line)
    {
        var good = false;
        Expect.Equal(0L, Allocated.By(() => good |= SpanParser.TryParse(line, out _)), "Bytes allocated by a hundred bad lines", Section);
        Expect.True(!good, "The line is bad.", Section);
    }

    [Fact]
    public void The_current_culture_does_not_matter()
    {
        var before = CultureInfo.CurrentCulture;
        var other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        other.NumberFormat.NumberDecimalSeparator = ",";
        other.NumberFormat.NumberGroupSeparator = ".";
        other.DateTimeFormat.TimeSeparator = ".";
        other.DateTimeFormat.DateSeparator = "/";
        try
        {
            CultureInfo.CurrentCulture = other;
            A_good_line_gives_its_five_fields();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static string Told(string line) => SpanParser.TryParse(line, out var entry)
        ? FormattableString.Invariant($"{entry.At:O}|{entry.Method.ToString()}|{entry.Path.ToString()}|{entry.Status}|{entry.Elapsed.Ticks}")
        : $"bad: {line}";
}
