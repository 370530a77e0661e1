using System.Globalization;
using Camp.Testing;
using Xunit;

namespace Camp.Metrics.Tests;

public sealed class ExpositionTests
{
    private const string Section = "The text format";
    private const string Histograms = "Buckets add up";

    private static readonly Family s_orders = new("shop_orders_total", MetricType.Counter, "Orders that have ended.",
        [One(41, ("status", "paid"), ("country", "CH")), One(2.5, ("status", "refused"), ("country", "AT"))]);

    private static readonly Family s_duration = new("shop_order_duration_seconds", MetricType.Histogram, "Time of an order.",
        [Many([0.05, 0.5, 1], [3, 2, 0, 1], 4.125, ("status", "paid")), Many([0.05, 0.5, 1], [0, 0, 0, 0], 0, ("status", "refused"))]);

    private static readonly Family s_waiting = new("shop_orders_waiting", MetricType.Gauge, "Orders that wait.", [One(-3)]);

    [Fact]
    public async Task The_text_reads_as_recorded() =>
        await Snapshots.Match("Exposition", Exposition.Write([s_waiting, s_orders, s_duration]));

    [Fact]
    public async Task Promtool_finds_no_fault()
    {
        var text = Exposition.Write([s_waiting, s_orders, s_duration, Odd()]);
        var (exit, output) = await Tool.Run("promtool", text, "check", "metrics");
        Expect.True(exit == 0, $"promtool check metrics says: {output}", Section);
    }

    [Fact]
    public async Task A_real_prometheus_scrapes_it_and_answers_with_the_right_numbers()
    {
        _ = Exposition.Write([s_orders]);
        Tool.Find("prometheus");
        await using var target = await Target.Start(() => Exposition.Write([s_waiting, s_orders, s_duration, Odd()]));
        await using var prometheus = RealPrometheus.Start(target.Address);
        await Answers("sum(shop_orders_total)", "43.5");
        await Answers("shop_orders_total{status=\"paid\",country=\"CH\"}", "41");
        await Answers("shop_orders_waiting", "-3");
        await Answers("shop_order_duration_seconds_count{status=\"paid\"}", "6");
        await Answers("shop_order_duration_seconds_bucket{status=\"paid\",le=\"0.5\"}", "5");
        await Answers("histogram_quantile(0.5, shop_order_duration_seconds_bucket{status=\"paid\"})", "0.05");
        var odd = (await prometheus.Query("odd_values == 7")).Single();
        Expect.Equal("quote \" backslash \\ line\nfeed, brace } 价", odd.Labels["text"], "A label value as Prometheus read it", Section);

        async Task Answers(string query, string value) =>
            Expect.Equal(value, (await prometheus.Query(query)).Single().Value, $"Prometheus' answer to {query}", Section);
    }

    [Fact]
    public void A_family_without_labels_is_three_lines() =>
        Is("# HELP shop_orders_waiting Orders that wait.\n# TYPE shop_orders_waiting gauge\nshop_orders_waiting -3\n", s_waiting);

    [Fact]
    public void No_families_make_no_text_and_no_samples_only_help_and_type()
    {
        Is("");
        Is("# HELP a_total A.\n# TYPE a_total counter\n", new Family("a_total", MetricType.Counter, "A.", []));
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(3, "3")]
    [InlineData(0.1, "0.1")]
    [InlineData(-1234567.875, "-1234567.875")]
    [InlineData(0.30000000000000004, "0.30000000000000004")]
    [InlineData(123456789012, "123456789012")]
    [InlineData(1e20, "1E+20")]
    [InlineData(1.5e-7, "1.5E-07")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "+Inf")]
    [InlineData(double.NegativeInfinity, "-Inf")]
    public void Numbers_are_written_to_be_read_back(double value, string text) =>
        Is($"# HELP a A.\n# TYPE a gauge\na {text}\n", new Family("a", MetricType.Gauge, "A.", [One(value)]));

    [Fact]
    public void A_culture_with_a_decimal_comma_changes_nothing()
    {
        // As German has it, and with signs of its own; a copy, since not every machine has the real one installed.
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NegativeSign = "\u2212";
        culture.NumberFormat.NaNSymbol = "keine Zahl";
        var before = CultureInfo.CurrentCulture;
        var expected = Exposition.Write([s_orders, s_duration, s_waiting, Odd()]);
        try
        {
            CultureInfo.CurrentCulture = culture;
            Expect.Equal(expected, Exposition.Write([s_orders, s_duration, s_waiting, Odd()]), "The text in another culture", Section);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Help_and_label_values_are_escaped_each_in_its_way() => Is(
        "# HELP a Says \"hi\" on two\\nlines, path C:\\\\new.\n# TYPE a gauge\na{x=\"say \\\"hi\\\" on two\\nlines, path C:\\\\new {}=,\"} 1\n",
        new Family("a", MetricType.Gauge, "Says \"hi\" on two\nlines, path C:\\new.", [One(1, ("x", "say \"hi\" on two\nlines, path C:\\new {}=,"))]));

    [Fact]
    public void Buckets_are_cumulative_and_end_with_infinity() => Is(
        """
        # HELP h H.
        # TYPE h histogram
        h_bucket{zone="a",le="0.25"} 3
        h_bucket{zone="a",le="1"} 3
        h_bucket{zone="a",le="10"} 8
        h_bucket{zone="a",le="+Inf"} 10
        h_sum{zone="a"} 120.5
        h_count{zone="a"} 10

        """.ReplaceLineEndings("\n"),
        new Family("h", MetricType.Histogram, "H.", [Many([0.25, 1, 10], [3, 0, 5, 2], 120.5, ("zone", "a"))]));

    [Fact]
    public void A_histogram_without_labels_and_without_bounds_has_one_bucket() => Is(
        "# HELP h H.\n# TYPE h histogram\nh_bucket{le=\"+Inf\"} 4\nh_sum 2.5\nh_count 4\n",
        new Family("h", MetricType.Histogram, "H.", [Many([], [4], 2.5)]));

    [Fact]
    public void The_order_of_the_input_means_nothing()
    {
        Family Of(string name, params Sample[] samples) => new(name, MetricType.Gauge, "X.", samples);
        Sample[] samples = [One(1, ("b", "2"), ("B", "x"), ("a", "1")), One(2, ("b", "10"), ("a", "1")), One(3), One(4, ("a", "1"))];
        const string Expected = "# HELP Z X.\n# TYPE Z gauge\n# HELP a X.\n# TYPE a gauge\n"
            + "a 3\na{B=\"x\",a=\"1\",b=\"2\"} 1\na{a=\"1\"} 4\na{a=\"1\",b=\"10\"} 2\n# HELP b X.\n# TYPE b gauge\n";
        Is(Expected, Of("a", samples), Of("b"), Of("Z"));
        Is(Expected, Of("b"), Of("Z"), Of("a", [.. samples.Reverse()]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1st")]
    [InlineData("shop.orders")]
    [InlineData("shop-orders")]
    [InlineData("shop orders")]
    [InlineData("größe")]
    [InlineData("a\u0661")]
    [InlineData("a\n")]
    public void Invalid_names_are_refused(string name)
    {
        Refused(name, new Family(name, MetricType.Gauge, "X.", []));
        Refused(name, new Family("a", MetricType.Gauge, "X.", [One(1, (name, "x"))]));
    }

    [Fact]
    public void A_colon_is_for_metrics_only()
    {
        Is("# HELP :a:b_1 X.\n# TYPE :a:b_1 gauge\n:a:b_1{_x9=\"\"} 1\n", new Family(":a:b_1", MetricType.Gauge, "X.", [One(1, ("_x9", ""))]));
        Refused("a:b", new Family("a", MetricType.Gauge, "X.", [One(1, ("a:b", "x"))]));
    }

    [Fact]
    public void What_would_be_ambiguous_is_refused()
    {
        Refused("", s_orders, s_waiting, s_orders);
        Refused("", new Family("a", MetricType.Gauge, "X.", [One(1, ("x", "1"), ("y", "2")), One(2, ("z", "3")), One(3, ("y", "2"), ("x", "1"))]));
        Refused("", new Family("a", MetricType.Gauge, "X.", [One(1), One(2)]));
        Refused("", new Family("h", MetricType.Histogram, "X.", [Many([1], [1, 1], 1, ("le", "1"))]));
        Is("# HELP a X.\n# TYPE a gauge\na{le=\"1\"} 1\n", new Family("a", MetricType.Gauge, "X.", [One(1, ("le", "1"))]));
    }

    [Fact]
    public void Histograms_that_do_not_add_up_are_refused()
    {
        foreach (var bad in new[] { Many([1, 2], [1, 1], 1), Many([1], [1, 1, 1], 1), Many([2, 1], [1, 1, 1], 1), Many([1, 1], [1, 1, 1], 1),
            Many([1, double.PositiveInfinity], [1, 1, 1], 1), Many([double.NaN], [1, 1], 1), One(1) })
            Refused("", new Family("h", MetricType.Histogram, "X.", [bad]));
    }

    private static Family Odd() => new("odd_values", MetricType.Gauge, "With \"odd\" values,\nand C:\\.",
        [One(7, ("text", "quote \" backslash \\ line\nfeed, brace } 价")), One(double.NaN, ("text", "")), One(double.NegativeInfinity)]);

    private static Sample One(double value, params (string Name, string Value)[] labels) =>
        new(labels.ToDictionary(label => label.Name, label => label.Value), value);

    private static Sample Many(double[] bounds, long[] counts, double sum, params (string Name, string Value)[] labels) =>
        One(0, labels) with { Distribution = new Distribution(bounds, counts, sum) };

    private static void Is(string expected, params Family[] families) =>
        Expect.Equal(expected, Exposition.Write(families), "The text", expected.Contains("_bucket", StringComparison.Ordinal) ? Histograms : Section);

    private static void Refused(string named, params Family[] families)
    {
        var error = Assert.ThrowsAny<ArgumentException>(() => Exposition.Write(families));
        Expect.True(error.Message.Contains(named.Trim(), StringComparison.Ordinal), $"The message does not name {named}: {error.Message}", Section);
    }
}
