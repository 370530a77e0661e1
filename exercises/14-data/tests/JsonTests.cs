using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Camp.Testing;
using Xunit;

namespace Camp.Data.Tests;

public sealed class JsonTests
{
    private const string Section = "What a document may be";
    private const string Generated = "Written by the compiler";
    private const string Dates = "Moments and dates";

    private const string Plain = """{"id":7,"customer":"Ann","total":12.50,"placedAt":"2026-11-24T09:30:00Z"}""";

    [Fact]
    public async Task The_story_reads_as_recorded()
    {
        var story = "";
        foreach (var text in new[]
        {
            Plain,
            """{"id":"7","customer":"Ann","total":"12.50","placedAt":"2026-11-24T17:30:00+08:00","deliverOn":"2026-11-30","note":"ring twice"}""",
            """{"id":7,"customer":"Ann","total":12.50,"placedAt":"2026-11-24T09:30:00"}""",
            """{"id":7,"customer":"Ann","total":12.50}""",
            """{"id":7,"customer":null,"total":12.50,"placedAt":"2026-11-24T09:30:00Z"}""",
            """{"id":7,"customer":"Ann","total":12.50,"placedAt":"2026-11-24T09:30:00Z","notes":"ring twice"}""",
            """{"id":7,"id":8,"customer":"Ann","total":12.50,"placedAt":"2026-11-24T09:30:00Z"}""",
            "null",
        })
            story += $"{text}\n  {Told(text)}\n";
        await Snapshots.Match("Json", story);
    }

    [Fact]
    public void What_is_needed_is_enough()
    {
        var order = Read(Plain);
        Expect.Equal(new Order(7, "Ann", 12.50m, new(2026, 11, 24, 9, 30, 0, TimeSpan.Zero)), order, "The order", Section);
    }

    [Fact]
    public void All_members_are_read()
    {
        var order = Read("""{"note":"ring twice","deliverOn":"2026-11-30","placedAt":"2026-11-24T09:30:00.25Z","total":-0.10,"customer":"Zoë 蛋","id":9223372036854775807}""");
        Expect.Equal(
            new Order(long.MaxValue, "Zoë 蛋", -0.10m, new DateTimeOffset(2026, 11, 24, 9, 30, 0, 250, TimeSpan.Zero), new DateOnly(2026, 11, 30), "ring twice"),
            order, "The order", Section);
    }

    [Theory]
    [InlineData("id")]
    [InlineData("customer")]
    [InlineData("total")]
    [InlineData("placedAt")]
    public void What_is_needed_may_neither_be_missing_nor_null(string name)
    {
        IsRefused(With(name, null), $"without {name}");
        IsRefused(With(name, "null"), $"whose {name} is null");
    }

    [Theory]
    [InlineData("deliverOn")]
    [InlineData("note")]
    public void The_rest_may_be_null(string name) => Expect.Equal(Read(Plain), Read(With(name, "null")), $"An order whose {name} is null", Section);

    [Theory]
    [InlineData("colour", "\"red\"")]
    [InlineData("colour", "null")]
    [InlineData("Customer", "\"Bob\"")]
    [InlineData("placed_at", "\"2026-11-24T09:30:00Z\"")]
    [InlineData("notes", "\"x\"")]
    [InlineData("", "1")]
    public void A_member_of_another_name_is_refused(string name, string value) => IsRefused(With(name, value), $"with the member '{name}'");

    [Fact]
    public void Names_are_not_taken_in_another_case() =>
        IsRefused("""{"Id":7,"Customer":"Ann","Total":12.50,"PlacedAt":"2026-11-24T09:30:00Z"}""", "whose members begin with capitals");

    [Theory]
    [InlineData("\"id\":7,")]
    [InlineData("\"note\":null,\"note\":\"x\",")]
    public void A_member_that_comes_twice_is_refused(string more) => IsRefused("{" + more + Plain[1..], "with a member that comes twice");

    [Theory]
    [InlineData("12.50")]
    [InlineData("0.1")]
    [InlineData("-3")]
    [InlineData("123456789012345678901234.5678")]
    public void A_number_may_stand_in_quotes_and_is_exact(string number)
    {
        var expected = decimal.Parse(number, System.Globalization.CultureInfo.InvariantCulture);
        foreach (var text in new[] { number, $"\"{number}\"" })
            Expect.Equal(expected.ToString(), Read(With("total", text)).Total.ToString(), $"The total that stands as {text}", Section);
    }

    [Theory]
    [InlineData("9007199254740993")]
    [InlineData("\"9007199254740993\"")]
    public void An_id_is_exact_beyond_what_a_double_can_hold(string text) =>
        Expect.Equal(9007199254740993, Read(With("id", text)).Id, $"The id that stands as {text}", Section);

    [Theory]
    [InlineData("id", "7.5")]
    [InlineData("id", "\"seven\"")]
    [InlineData("id", "\"\"")]
    [InlineData("id", "true")]
    [InlineData("id", "9223372036854775808")]
    [InlineData("id", "[7]")]
    [InlineData("total", "\"12,50\"")]
    [InlineData("total", "\"NaN\"")]
    [InlineData("total", "false")]
    [InlineData("total", "{}")]
    [InlineData("customer", "7")]
    [InlineData("customer", "true")]
    [InlineData("customer", "[\"Ann\"]")]
    [InlineData("note", "7")]
    public void Another_type_is_refused(string name, string value) => IsRefused(With(name, value), $"whose {name} is {value}");

    [Theory]
    [InlineData("2026-11-24T09:30:00Z", 0)]
    [InlineData("2026-11-24T17:30:00+08:00", 0)]
    [InlineData("2026-11-24T04:00:00-05:30", 0)]
    [InlineData("2026-11-24T09:30:00.1234567Z", 1_234_567)]
    [InlineData("2026-11-24T09:30:00.5+00:00", 5_000_000)]
    public void A_moment_has_an_offset(string text, long ticks)
    {
        var moment = Read(With("placedAt", $"\"{text}\"")).PlacedAt;
        Expect.Equal(new DateTimeOffset(2026, 11, 24, 9, 30, 0, TimeSpan.Zero).AddTicks(ticks), moment.ToUniversalTime(), $"The moment {text}", Dates);
    }

    [Theory]
    [InlineData("\"2026-11-24T09:30:00\"")]
    [InlineData("\"2026-11-24T09:30:00.25\"")]
    [InlineData("\"2026-11-24T09:30\"")]
    [InlineData("\"2026-11-24\"")]
    [InlineData("\"24.11.2026 09:30:00Z\"")]
    [InlineData("\"11/24/2026 09:30:00 +00:00\"")]
    [InlineData("\"Tue, 24 Nov 2026 09:30:00 GMT\"")]
    [InlineData("\"2026-11-24 09:30:00Z\"")]
    [InlineData("\"2026-13-24T09:30:00Z\"")]
    [InlineData("\"2026-02-30T09:30:00Z\"")]
    [InlineData("\"now\"")]
    [InlineData("\"Z\"")]
    [InlineData("\"\"")]
    [InlineData("1764000000")]
    [InlineData("\"1764000000\"")]
    [InlineData("{}")]
    public void What_is_no_moment_is_refused(string text) => IsRefused(With("placedAt", text), $"whose placedAt is {text}");

    [Theory]
    [InlineData("\"2026-11-30T00:00:00Z\"")]
    [InlineData("\"30.11.2026\"")]
    [InlineData("\"2026-11-31\"")]
    [InlineData("\"2026-1-3\"")]
    [InlineData("\"\"")]
    [InlineData("20261130")]
    public void What_is_no_date_is_refused(string text) => IsRefused(With("deliverOn", text), $"whose deliverOn is {text}");

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("\"Ann\"")]
    [InlineData("{}")]
    [InlineData("{\"id\":7")]
    [InlineData(Plain + Plain)]
    [InlineData(Plain + "x")]
    [InlineData("[" + Plain + "]")]
    public void What_is_no_order_is_refused(string text) => IsRefused(text, $"that reads '{text}'");

    [Fact]
    public void What_is_null_is_left_out() =>
        Expect.Sequence(["customer", "id", "placedAt", "total"], Members(Write(new(7, "Ann", 1, DateTimeOffset.UnixEpoch))).Keys.Order(StringComparer.Ordinal), "The members", Section);

    [Fact]
    public void Zero_is_written()
    {
        var members = Members(Write(new(0, "", 0, default)));
        Expect.Sequence(["customer", "id", "placedAt", "total"], members.Keys.Order(StringComparer.Ordinal), "The members of an order of zeros", Section);
    }

    [Fact]
    public void Numbers_are_written_as_numbers_and_to_the_last_place()
    {
        var members = Members(Write(new(long.MaxValue, "Ann", 12.50m, DateTimeOffset.UnixEpoch)));
        Expect.Equal("9223372036854775807", members["id"], "id", Section);
        Expect.Equal("12.50", members["total"], "total", Section);
    }

    [Theory]
    [InlineData(8, "2026-11-24T09:30:00Z")]
    [InlineData(0, "2026-11-24T17:30:00Z")]
    [InlineData(-5, "2026-11-24T22:30:00Z")]
    public void A_moment_is_written_in_utc(int hours, string text)
    {
        var placed = new DateTimeOffset(2026, 11, 24, 17, 30, 0, TimeSpan.FromHours(hours));
        Expect.Equal(text, Moment(Members(Write(new(7, "Ann", 1, placed)))["placedAt"]), "placedAt", Dates);
    }

    [Fact]
    public void A_moment_is_written_to_the_tick()
    {
        var placed = new DateTimeOffset(2026, 11, 24, 17, 30, 0, TimeSpan.FromHours(8)).AddTicks(1);
        Expect.Equal(placed, Json.Read(Json.Write(new(7, "Ann", 1, placed))).PlacedAt, "The moment, written and read again", Dates);
    }

    [Fact]
    public void A_date_is_written_as_a_date()
    {
        var members = Members(Write(new(7, "Ann", 1, DateTimeOffset.UnixEpoch, new(2026, 1, 3), "ring \"twice\"")));
        Expect.Equal("\"2026-01-03\"", members["deliverOn"], "deliverOn", Dates);
        Expect.Equal("ring \"twice\"", JsonDocument.Parse(members["note"]).RootElement.GetString(), "note", Section);
    }

    [Fact]
    public void What_is_written_reads_the_same()
    {
        var order = new Order(7, "Zoë 蛋 <b>", 12.50m, new(2026, 11, 24, 9, 30, 0, TimeSpan.Zero), new(2026, 11, 30), "\u0001\"\\\n");
        Expect.Equal(order, Json.Read(Json.Write(order)), "The order, written and read again", Section);
    }

    [Fact]
    public void The_code_is_generated_by_the_compiler()
    {
        var resolver = Json.Info.OriginatingResolver;
        Expect.True(resolver is JsonSerializerContext, $"Info was made by {resolver?.GetType().Name ?? "nothing"}, which looks at types at run time.", Generated);
    }

    [Fact]
    public void Info_has_the_same_rules()
    {
        var order = new Order(7, "Ann", 12.50m, new(2026, 11, 24, 17, 30, 0, TimeSpan.FromHours(8)));
        Expect.Equal(Write(order), JsonSerializer.Serialize(order, Json.Info), "What Info writes", Generated);
        Expect.Equal(Read(Plain), JsonSerializer.Deserialize(Plain, Json.Info), "What Info reads", Generated);
        Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize(With("colour", "1"), Json.Info));
        Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize(With("placedAt", "\"2026-11-24T09:30:00\""), Json.Info));
    }

    private static Order Read(string text) => Json.Read(Encoding.UTF8.GetBytes(text));

    private static string Write(Order order) => Encoding.UTF8.GetString(Json.Write(order));

    private static string Told(string text)
    {
        try
        {
            return $"read, and written as {Sorted(Write(Read(text)))}";
        }
        catch (JsonException)
        {
            return "refused";
        }
    }

    private static string Sorted(string json) =>
        string.Join(", ", Members(json).OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => $"{member.Key}: {(member.Key == "placedAt" ? Moment(member.Value) : member.Value)}"));

    // Zeros at the end of a second say nothing.
    private static string Moment(string json)
    {
        var text = json.Trim('"');
        return text.EndsWith('Z') && text.Contains('.') ? text.TrimEnd('Z').TrimEnd('0').TrimEnd('.') + "Z" : text;
    }

    private static Dictionary<string, string> Members(string json) =>
        JsonDocument.Parse(json).RootElement.EnumerateObject().ToDictionary(member => member.Name, member => member.Value.GetRawText());

    // The plain order with another value for one member; null takes it out.
    private static string With(string name, string? value)
    {
        var members = Members(Plain);
        members.Remove(name);
        if (value is not null)
            members[name] = value;
        return $"{{{string.Join(',', members.Select(member => $"\"{member.Key}\":{member.Value}"))}}}";
    }

    private static void IsRefused(string text, string what)
    {
        var error = Record.Exception(() => Read(text));
        if (error is NotImplementedException)
            throw error;
        Expect.True(error is JsonException, $"An order {what} should be a JsonException and is {error?.GetType().Name ?? "read"}.", Section);
    }
}
