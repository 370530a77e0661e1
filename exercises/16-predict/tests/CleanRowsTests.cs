using System.Globalization;
using System.Text.Json;
using Camp.Testing;
using Xunit;

namespace Camp.Predict.Tests;

public sealed class CleanRowsTests
{
    private const string Section = "Rows as they come";

    private readonly LogBook _book = new();

    [Fact]
    public async Task The_report_is_the_table_of_the_article()
    {
        // A week: 142 missing fields, 89 out of range, 34 of the wrong type.
        List<string> rows = [];
        for (var number = 0; number < 400; number++)
        {
            var age = number < 142 ? "" : "\"age\":40,";
            var usage = number is >= 200 and < 289 ? 800 : 20;
            var tenure = number switch { < 300 => "12", < 330 => "\" 12 \"", < 334 => "\"a year\"", _ => "12" };
            rows.Add($$"""{{{age}}"usage":{{usage}},"tenure":{{tenure}}}""");
        }

        var cleaned = Run([.. rows]);
        await Snapshots.Match("CleanRows", $"{cleaned.Anomalies.ToTable()}\n{cleaned.Customers.Count} of {rows.Count} rows are used, {Warnings().Count} warnings\n");
    }

    [Fact]
    public void Good_rows_pass_as_they_are()
    {
        Is(Run("""{"age":30,"usage":5.5,"tenure":2}""", """{"tenure":600,"usage":744,"age":100}""", """{"age":18,"usage":0,"tenure":0,"name":"x","AGE":[]}"""),
            [new(30, 5.5, 2), new(100, 744, 600), new(18, 0, 0)], new(0, 0, 0, 0));
        Expect.Sequence([], Warnings(), "Warnings about good rows", Section);
    }

    [Theory]
    [InlineData("""{"usage":5,"tenure":2}""", "age")]
    [InlineData("""{"age":30,"usage":null,"tenure":2}""", "usage")]
    [InlineData("""{"age":30,"usage":5,"tenure":""}""", "tenure")]
    [InlineData("""{"age":30,"usage":5,"tenure":" \t "}""", "tenure")]
    [InlineData("""{"AGE":30,"usage":5,"tenure":2}""", "age")]
    public void A_missing_field_gets_its_default_and_a_warning(string row, string field)
    {
        var expected = field switch { "age" => new Customer(45, 5, 2), "usage" => new(30, 30, 2), _ => new(30, 5, 24) };
        Is(Run("""{"age":1e2,"usage":1,"tenure":1}""", row), [new(100, 1, 1), expected], new(1, 0, 0, 0));
        Expect.Sequence([$"row 2 {field}"], Warnings(), "Warnings", Section);
    }

    [Fact]
    public void Each_missing_field_counts_and_warns()
    {
        Is(Run("{}", """{"usage":5}"""), [new(45, 30, 24), new(45, 5, 24)], new(5, 0, 0, 0));
        Expect.Sequence(["row 1 age", "row 1 usage", "row 1 tenure", "row 2 age", "row 2 tenure"],
            Warnings().OrderBy(text => text.Split(' ')[1]).ThenBy(text => Feature.All.Select(f => f.Name).ToList().IndexOf(text.Split(' ')[2])), "Warnings", Section);
    }

    [Theory]
    [InlineData("17.99", "-1", "-0.5", 18, 0, 0)]
    [InlineData("1000", "744.01", "1e300", 100, 744, 600)]
    public void Values_out_of_range_get_the_nearest_border(string age, string usage, string tenure, double a, double u, double t)
    {
        Is(Run($$"""{"age":{{age}},"usage":{{usage}},"tenure":{{tenure}}}"""), [new(a, u, t)], new(0, 3, 0, 0));
        Expect.Sequence([], Warnings(), "Warnings about values out of range", Section);
    }

    [Theory]
    [InlineData("30.5", 30.5)]
    [InlineData("  30.5 ", 30.5)]
    [InlineData("3.05e1", 30.5)]
    [InlineData("+30", 30)]
    [InlineData("030", 30)]
    public void Text_that_is_a_number_is_converted(string text, double number)
    {
        Is(Run($$"""{"age":"{{text}}","usage":5,"tenure":2}"""), [new(number, 5, 2)], new(0, 0, 1, 0));
        Expect.Sequence([], Warnings(), "Warnings about a converted number", Section);
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    public void The_machines_culture_changes_nothing(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo(culture);
            Is(Run("""{"age":"30.5","usage":"-1.5","tenure":"2"}"""), [new(30.5, 0, 2)], new(0, 1, 3, 0));
            Is(Run("""{"age":"30,5","usage":5,"tenure":2}"""), [], new(0, 0, 1, 1));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("\"old\"")]
    [InlineData("\"30,5\"")]
    [InlineData("\"1,000\"")]
    [InlineData("\"30 years\"")]
    [InlineData("\"0x1E\"")]
    [InlineData("\"(30)\"")]
    [InlineData("\"NaN\"")]
    [InlineData("\"Infinity\"")]
    [InlineData("\"1e999\"")]
    [InlineData("true")]
    [InlineData("false")]
    [InlineData("[30]")]
    [InlineData("{\"years\":30}")]
    public void What_is_no_number_gets_its_row_rejected(string value)
    {
        Is(Run($$"""{"age":{{value}},"usage":5,"tenure":2}""", """{"age":30,"usage":5,"tenure":2}"""), [new(30, 5, 2)], new(0, 0, 1, 1));
        Expect.Sequence(["row 1"], Warnings(), "Warnings", Section);
    }

    [Fact]
    public void All_fields_of_a_rejected_row_are_counted()
    {
        Is(Run("""{"age":"old","usage":"800"}""", """{"usage":"much","age":true,"tenure":-1}"""), [], new(1, 2, 4, 2));
        Expect.Sequence(["row 1", "row 1 tenure", "row 2"], Warnings().Order(StringComparer.Ordinal), "Warnings", Section);
    }

    [Fact]
    public void A_converted_number_out_of_range_counts_as_both() =>
        Is(Run("""{"age":"200","usage":5,"tenure":2}"""), [new(100, 5, 2)], new(0, 1, 1, 0));

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("\"text\"")]
    public void A_row_that_is_no_object_is_rejected_and_counts_for_nothing_else(string row)
    {
        Is(Run(row, "{\"age\":30,\"usage\":5,\"tenure\":2}"), [new(30, 5, 2)], new(0, 0, 0, 1));
        Expect.Sequence(["row 1"], Warnings(), "Warnings", Section);
    }

    [Fact]
    public void Rows_are_read_once_and_keep_their_order()
    {
        var reads = 0;
        var cleaned = CleanRows.Run(Rows(), _book.For<CleanRowsTests>());
        Expect.Sequence(Enumerable.Range(0, 50).Select(number => new Customer(30, number, 2)), cleaned.Customers, "Customers", Section);
        Expect.Equal(50, reads, "Rows that were read", Section);

        IEnumerable<JsonElement> Rows()
        {
            for (var number = 0; number < 50; number++)
            {
                reads++;
                yield return Parse($$"""{"age":30,"usage":{{number}},"tenure":2}""");
            }
        }
    }

    [Fact]
    public void Two_batches_are_counted_apart()
    {
        Is(Run("{}"), [new(45, 30, 24)], new(3, 0, 0, 0));
        Is(Run("[]"), [], new(0, 0, 0, 1));
        Is(Run(), [], new(0, 0, 0, 0));
    }

    private Cleaned Run(params string[] rows) => CleanRows.Run(rows.Select(Parse), _book.For<CleanRowsTests>());

    private static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;

    private List<string> Warnings() =>
        [.. _book.Entries.Where(entry => entry.Level >= LogLevel.Warning).Select(entry => $"row {entry["Row"]} {entry["Field"]}".TrimEnd())];

    private static void Is(Cleaned cleaned, Customer[] customers, Anomalies anomalies)
    {
        Expect.Sequence(customers, cleaned.Customers, "Customers", Section);
        Expect.Equal(anomalies, cleaned.Anomalies, "Anomalies", Section);
    }
}
