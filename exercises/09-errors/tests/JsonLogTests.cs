using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Camp.Testing;
using Serilog;
using Serilog.Events;
using Serilog.Parsing;
using Xunit;

namespace Camp.Errors.Tests;

public sealed class JsonLogTests
{
    private const string Section = "One line of JSON";
    private const string Fields = "The fields of a line";

    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly ActivityTraceId Trace = ActivityTraceId.CreateFromString("4bf92f3577b34da6a3ce929d0e0e4736");

    public static TheoryData<string> Texts =>
    [
        "two\nlines", "carriage\rreturn", "both\r\nof them", "next\u0085line", "line\u2028separator", "paragraph\u2029separator",
        "a \"quoted\" word", @"back\slash", "\0\u0001\u001b[31mred\u007f", "tab\there", "中文 and é and 😀", "</script>", "{\"level\":\"info\"}",
        "\",\"level\":\"fatal\",\"x\":\"", "", " ",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Every_text_comes_back_as_it_was_in_one_line(string text)
    {
        var line = LogLines.Line(Event("Said {Text}", properties: [Property("Text", text)], exception: new IOException(text)));
        Expect.Equal($"Said {text}", line.GetProperty("message").GetString(), "message", Section);
        Expect.Equal(text, line.GetProperty("properties").GetProperty("Text").GetString(), "The property", Section);
        Expect.True(line.GetProperty("exception").GetString()!.Contains(text), "The exception's text has changed.", Section);
    }

    [Fact]
    public void Half_of_a_surrogate_pair_does_not_break_the_line()
    {
        var line = LogLines.Line(Event("Said {Text}", properties: [Property("Text", "cut \uD83D"), Property("\uDE00", 1)], exception: new IOException("\uD83D")));
        Expect.Equal("info", line.GetProperty("level").GetString(), "level", Section);
    }

    [Fact]
    public void The_message_is_filled_in_and_its_template_is_read_literally()
    {
        var line = LogLines.Line(Event("Paid {Amount} by {Who} \"today\" at {Place} {{sic}}", properties:
            [Property("Amount", 1234.5m), Property("Who", "Ann"), Property("Count", 3)]));
        Expect.Equal("Paid 1234.5 by Ann \"today\" at {Place} {sic}", line.GetProperty("message").GetString(), "message", Fields);
    }

    [Theory]
    [InlineData("2026-11-24T09:05:00.1234567+00:00", "2026-11-24T09:05:00.1234567Z")]
    [InlineData("2026-11-24T09:05:00.0000000+08:00", "2026-11-24T01:05:00.0000000Z")]
    [InlineData("2026-03-01T00:30:00.5000000+05:30", "2026-02-28T19:00:00.5000000Z")]
    public void The_timestamp_is_iso_8601_in_utc(string at, string written)
    {
        var line = LogLines.Line(Event("x", at: DateTimeOffset.Parse(at, CultureInfo.InvariantCulture)));
        Expect.Equal(written, line.GetProperty("timestamp").GetString(), "timestamp", Fields);
    }

    [Theory]
    [InlineData(LogEventLevel.Verbose, "trace")]
    [InlineData(LogEventLevel.Debug, "debug")]
    [InlineData(LogEventLevel.Information, "info")]
    [InlineData(LogEventLevel.Warning, "warn")]
    [InlineData(LogEventLevel.Error, "error")]
    [InlineData(LogEventLevel.Fatal, "fatal")]
    public void Levels_have_their_short_names(LogEventLevel level, string name)
    {
        Expect.Equal(name, LogLines.Line(Event("x", level: level)).GetProperty("level").GetString(), "level", Fields);
    }

    [Fact]
    public void Trace_id_and_exception_stand_there_when_there_are_any()
    {
        var failure = Thrown(new InvalidOperationException("outer", new IOException("inner")));
        var line = LogLines.Line(Event("x", exception: failure, trace: Trace));
        Expect.Equal("4bf92f3577b34da6a3ce929d0e0e4736", line.GetProperty("trace_id").GetString(), "trace_id", Fields);
        Expect.Equal(failure.ToString(), line.GetProperty("exception").GetString(), "exception", Fields);
    }

    [Fact]
    public void What_is_missing_has_no_field()
    {
        var line = LogLines.Line(Event("x"));
        var names = line.EnumerateObject().Select(field => field.Name).Order(StringComparer.Ordinal);
        Expect.Sequence(["level", "message", "properties", "timestamp"], names, "Fields of a plain event", Fields);
        Expect.Equal(0, line.GetProperty("properties").EnumerateObject().Count(), "Properties of a plain event", Fields);
    }

    [Fact]
    public void Values_keep_their_types()
    {
        var properties = LogLines.Line(Event("x", properties:
        [
            Property("Int", 7), Property("Long", long.MaxValue), Property("Double", 0.25), Property("Single", 1.5f), Property("Decimal", 12.50m), Property("Byte", (byte)1),
            Property("Yes", true), Property("Nothing", null), Property("Text", "7"),
            new("List", new SequenceValue([new ScalarValue(1), new ScalarValue("two"), new SequenceValue([new ScalarValue(null)])])),
            new("Structure", new StructureValue([new("City", new ScalarValue("Ulm")), new("Zip", new ScalarValue(89073))], "Address")),
            new("Map", new DictionaryValue([new(new ScalarValue(404), new ScalarValue(2)), new(new ScalarValue("x"), new ScalarValue(false))])),
        ])).GetProperty("properties");
        (string Name, string Json)[] expected =
        [
            ("Int", "7"), ("Long", "9223372036854775807"), ("Double", "0.25"), ("Single", "1.5"), ("Byte", "1"), ("Yes", "true"),
            ("Nothing", "null"), ("Text", "\"7\""), ("List", "[1,\"two\",[null]]"), ("Map", "{\"404\":2,\"x\":false}"),
        ];
        foreach (var (name, json) in expected)
            Expect.Equal(json, properties.GetProperty(name).GetRawText(), $"The property {name}", Fields);
        Expect.Equal(12.5m, properties.GetProperty("Decimal").GetDecimal(), "The property Decimal", Fields);
        var structure = properties.GetProperty("Structure");
        Expect.Equal("Ulm 89073", $"{structure.GetProperty("City")} {structure.GetProperty("Zip").GetInt32()}", "The property Structure", Fields);
    }

    public static TheoryData<object> NoJsonOfTheirOwn =>
        [double.NaN, double.PositiveInfinity, float.NegativeInfinity, Guid.Empty, DayOfWeek.Friday, TimeSpan.FromSeconds(90), typeof(string), new Uri("http://a/b"), 'c'];

    [Theory]
    [MemberData(nameof(NoJsonOfTheirOwn), DisableDiscoveryEnumeration = true)]
    public void What_json_does_not_have_is_text(object value)
    {
        var written = LogLines.Line(Event("x", properties: [Property("Value", value)])).GetProperty("properties").GetProperty("Value");
        Expect.Equal(JsonValueKind.String, written.ValueKind, $"The JSON of a {value.GetType().Name}", Fields);
    }

    [Fact]
    public void A_property_cannot_pose_as_a_field()
    {
        var line = LogLines.Line(Event("real", trace: Trace, properties:
            [.. new[] { "timestamp", "level", "message", "trace_id", "exception", "properties" }.Select(name => Property(name, "forged"))]));
        Expect.Equal("real", line.GetProperty("message").GetString(), "message", Fields);
        Expect.Equal("info", line.GetProperty("level").GetString(), "level", Fields);
        Expect.True(!line.TryGetProperty("exception", out _), "A property named exception has become the field.", Fields);
        Expect.Equal(6, line.GetProperty("properties").EnumerateObject().Count(), "Properties", Fields);
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    [InlineData("th-TH")]
    [InlineData("tr-TR")]
    public void No_culture_changes_a_line(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            var line = LogLines.Line(Event("{Amount} EUR", properties: [Property("Amount", -1234.5)]));
            Expect.Equal("2026-11-24T12:00:00.0000000Z", line.GetProperty("timestamp").GetString(), "timestamp", Fields);
            Expect.Equal("-1234.5 EUR", line.GetProperty("message").GetString(), "message", Fields);
            Expect.Equal("-1234.5", line.GetProperty("properties").GetProperty("Amount").GetRawText(), "The property", Fields);
            Expect.Equal("info", LogLines.Line(Event("x", level: LogEventLevel.Information)).GetProperty("level").GetString(), "level", Fields);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public async Task One_formatter_serves_many_threads()
    {
        var formatter = new JsonLog();
        await Patience.Ends(Together.Run(4, number =>
        {
            for (var i = 0; i < 2_000; i++)
            {
                using var text = new StringWriter();
                formatter.Format(Event("{Text}", properties: [Property("Text", $"{number}-{i}")]), text);
                var message = JsonDocument.Parse(text.ToString()).RootElement.GetProperty("message").GetString();
                Expect.Equal($"{number}-{i}", message, "message", Section);
            }
        }));
    }

    [Fact]
    public async Task Every_line_of_a_real_server_is_json_and_those_of_a_request_have_its_trace_id()
    {
        var log = new LogLines();
        await using (var site = await Site.Start(app => app.Run(Handle), services => services.AddSerilog(log.Logger)))
        {
            await site.Get("/orders/7");
            await site.Get("/a%0A%22b");
        }
        var lines = log.Lines;
        var mine = lines.Where(line => line.GetProperty("message").GetString()!.StartsWith("Looking", StringComparison.Ordinal)).ToList();
        Expect.Equal(2, mine.Count, "Lines of the handler", "One id for everything");
        Expect.Sequence(["/orders/7", "/a\n\"b"], mine.Select(line => line.GetProperty("properties").GetProperty("Path").GetString()), "Path of the lines", Section);
        Expect.Equal("Ann", mine[0].GetProperty("properties").GetProperty("User").GetString(), "User, a property of the scope", Section);
        Expect.Equal(2, mine.Select(line => line.GetProperty("trace_id").GetString()).Distinct().Count(), "Different trace ids of two requests", "One id for everything");

        static async Task Handle(HttpContext context)
        {
            await Task.Yield();
            var logger = context.RequestServices.GetRequiredService<ILogger<JsonLogTests>>();
            using (logger.BeginScope(new Dictionary<string, object> { ["User"] = "Ann" }))
                logger.LogInformation("Looking for {Path}", context.Request.Path.Value);
        }
    }

    [Fact]
    public async Task The_lines_read_as_recorded()
    {
        LogEvent[] events =
        [
            Event("Server listens on {Port}", properties: [Property("Port", 8080)]),
            Event("Order {OrderId} is gone", LogEventLevel.Warning, [Property("OrderId", "7\n8")], trace: Trace),
            Event("Failed with {StatusCode}", LogEventLevel.Error, [Property("StatusCode", 500)], new IOException("disk full"), Trace),
        ];
        // The contract leaves the order of the fields and ways to escape open.
        var told = events.Select(LogLines.Line).Select(line => string.Concat(line.EnumerateObject().OrderBy(field => field.Name, StringComparer.Ordinal)
            .Select(field => $"{field.Name}: {(field.Value.ValueKind == JsonValueKind.Object ? Sorted(field.Value) : JsonSerializer.Serialize(field.Value.GetString()))}\n")));
        await Snapshots.Match("JsonLog", string.Join("\n", told));
    }

    private static string Sorted(JsonElement properties) =>
        string.Join(", ", properties.EnumerateObject().Select(property => $"{property.Name} = {JsonSerializer.Serialize(property.Value)}").Order(StringComparer.Ordinal));

    private static LogEvent Event(
        string template, LogEventLevel level = LogEventLevel.Information, LogEventProperty[]? properties = null, Exception? exception = null,
        ActivityTraceId? trace = null, DateTimeOffset? at = null) =>
        new(at ?? Noon, level, exception, new MessageTemplateParser().Parse(template), properties ?? [], trace ?? default, default);

    private static LogEventProperty Property(string name, object? value) => new(name, new ScalarValue(value));

    private static Exception Thrown(Exception failure)
    {
        try
        {
            throw failure;
        }
        catch (Exception error)
        {
            return error;
        }
    }
}
