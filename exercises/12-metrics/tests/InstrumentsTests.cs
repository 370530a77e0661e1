using System.Diagnostics.Metrics;
using Camp.Testing;
using Xunit;

namespace Camp.Metrics.Tests;

public sealed class InstrumentsTests : IDisposable
{
    private const string Section = "Three instruments";
    private const string Labels = "Few label values";

    private readonly Meter _meter = new("test");
    private readonly MeterReader _reader;

    public InstrumentsTests() => _reader = new MeterReader(_meter);

    public void Dispose()
    {
        _reader.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public async Task Instruments_tell_their_story()
    {
        var shop = new Instruments(_meter);
        var story = "a new shop\n" + Readings.Story(_reader);
        shop.Arrived();
        shop.Arrived();
        shop.TakenUp();
        shop.Ended("4711", paid: true, TimeSpan.FromMilliseconds(250));
        shop.Ended("4712", paid: false, TimeSpan.FromSeconds(2));
        shop.Ended("4713", paid: true, TimeSpan.FromSeconds(1));
        await Snapshots.Match("Instruments", story + "\ntwo arrived, one was taken up; three ended\n" + Readings.Story(_reader));
    }

    [Fact]
    public void Each_instrument_has_its_kind_unit_and_description()
    {
        _ = new Instruments(_meter);
        Expect.Sequence(
            [Instruments.Duration, Instruments.Orders, Instruments.Waiting],
            _reader.Instruments.Select(instrument => instrument.Name).Order(StringComparer.Ordinal), "The meter's instruments", Section);
        var types = _reader.Read().ToDictionary(family => family.Name, family => family.Type);
        Expect.Equal(MetricType.Counter, types.GetValueOrDefault("shop_orders_total", MetricType.Gauge), "The type of shop.orders", Section);
        Expect.Equal(MetricType.Gauge, types["shop_orders_waiting"], "The type of shop.orders.waiting", Section);
        Expect.Equal(MetricType.Histogram, types.GetValueOrDefault("shop_order_duration_seconds"), "The type of shop.order.duration, unit s", Section);
        foreach (var instrument in _reader.Instruments)
        {
            var unit = instrument.Name == Instruments.Duration ? "s" : "{order}";
            Expect.Equal(unit, instrument.Unit, $"The unit of {instrument.Name}", Section);
            Expect.True(!string.IsNullOrWhiteSpace(instrument.Description), $"{instrument.Name} has no description.", Section);
        }
    }

    [Fact]
    public void Orders_are_counted_by_status()
    {
        var shop = new Instruments(_meter);
        for (var order = 0; order < 10; order++)
            shop.Ended($"{order}", paid: order < 7, TimeSpan.FromSeconds(1));
        Expect.Sequence(["paid 7", "refused 3"], Readings.Of(_reader, "shop_orders_total"), "Orders", Section);
    }

    [Fact]
    public void Durations_are_seconds_and_not_rounded()
    {
        var shop = new Instruments(_meter);
        shop.Ended("1", paid: true, TimeSpan.FromMilliseconds(62.5));
        shop.Ended("2", paid: true, TimeSpan.FromMinutes(2));
        shop.Ended("3", paid: false, TimeSpan.FromTicks(10_000_000 / 8));
        Expect.Sequence(
            ["paid: 2 times, 120.0625 in all", "refused: 1 times, 0.125 in all"],
            Readings.OfHistogram(_reader, "shop_order_duration_seconds"), "Durations in seconds", Section);
    }

    [Fact]
    public void The_histogram_advises_its_buckets()
    {
        var shop = new Instruments(_meter);
        shop.Ended("1", paid: true, TimeSpan.FromSeconds(0.05));
        shop.Ended("2", paid: true, TimeSpan.FromSeconds(30));
        var counted = _reader.Read().Single(family => family.Type == MetricType.Histogram).Samples.Single().Distribution!;
        Expect.Sequence([0.01, 0.05, 0.1, 0.5, 1.0, 5.0], counted.Bounds, "The bounds", Section);
        Expect.Sequence([0L, 1, 0, 0, 0, 0, 1], counted.Counts, "Orders in each bucket", Section);
    }

    [Fact]
    public void A_million_orders_make_two_series()
    {
        var shop = new Instruments(_meter);
        for (var order = 0; order < 1_000; order++)
            shop.Ended($"order {order}", paid: order % 2 == 0, TimeSpan.FromMilliseconds(order));
        foreach (var family in _reader.Read().Where(family => family.Type != MetricType.Gauge))
        {
            Expect.Equal(2, family.Samples.Count, $"Series of {family.Name} after a thousand orders", Labels);
            foreach (var sample in family.Samples)
                Expect.Sequence(["status"], sample.Labels.Keys, $"Labels of {family.Name}", Labels);
        }
    }

    [Fact]
    public void The_gauge_goes_up_and_down()
    {
        var shop = new Instruments(_meter);
        Expect.Sequence(["0"], Readings.Of(_reader, "shop_orders_waiting"), "Orders that wait in a new shop", Section);
        for (var i = 0; i < 5; i++)
            shop.Arrived();
        Expect.Sequence(["5"], Readings.Of(_reader, "shop_orders_waiting"), "Orders that wait", Section);
        shop.TakenUp();
        shop.TakenUp();
        Expect.Sequence(["3"], Readings.Of(_reader, "shop_orders_waiting"), "Orders that wait after two were taken up", Section);
        Expect.Sequence(["3"], Readings.Of(_reader, "shop_orders_waiting"), "The same, asked again", Section);
    }

    [Fact]
    public void A_listener_that_starts_late_gets_the_number_as_it_is()
    {
        var shop = new Instruments(_meter);
        for (var i = 0; i < 5; i++)
            shop.Arrived();
        using var late = new MeterReader(_meter);
        Expect.Sequence(["5"], Readings.Of(late, "shop_orders_waiting"), "Orders that wait, for a listener that came after them", Section);
        shop.TakenUp();
        Expect.Sequence(["4"], Readings.Of(late, "shop_orders_waiting"), "Orders that wait, one taken up", Section);
    }

    [Fact]
    public async Task Many_threads_that_arrive_and_are_taken_up_lose_nothing()
    {
        var shop = new Instruments(_meter);
        var rounds = await Patience.Ends(
            Together.Race(4, number =>
            {
                shop.Arrived();
                if (number > 0)
                    shop.TakenUp();
            }),
            "four threads call Arrived and TakenUp");
        Expect.Sequence([$"{rounds[0]}"], Readings.Of(_reader, "shop_orders_waiting"), "Orders that wait: one thread of four took none up", Section);
    }

    [Fact]
    public async Task Many_threads_that_end_orders_lose_nothing()
    {
        var shop = new Instruments(_meter);
        var rounds = await Patience.Ends(
            Together.Race(4, number => shop.Ended("1", paid: number > 1, TimeSpan.FromSeconds(1)), beats: 500), "four threads call Ended");
        Expect.Sequence(
            [$"paid {rounds[2] + rounds[3]}", $"refused {rounds[0] + rounds[1]}"],
            Readings.Of(_reader, "shop_orders_total"), "Orders of four threads", Section);
    }

    [Fact]
    public void Two_shops_count_apart()
    {
        using var otherMeter = new Meter("test");
        using var otherReader = new MeterReader(otherMeter);
        var (shop, other) = (new Instruments(_meter), new Instruments(otherMeter));
        shop.Arrived();
        shop.Ended("1", paid: true, TimeSpan.FromSeconds(1));
        other.Ended("2", paid: false, TimeSpan.FromSeconds(1));
        Expect.Sequence(["paid 1"], Readings.Of(_reader, "shop_orders_total"), "Orders of one shop", Section);
        Expect.Sequence(["refused 1"], Readings.Of(otherReader, "shop_orders_total"), "Orders of the other", Section);
        Expect.Sequence(["0"], Readings.Of(otherReader, "shop_orders_waiting"), "Orders that wait in the other", Section);
    }

    [Fact]
    public void Instruments_are_made_once()
    {
        var shop = new Instruments(_meter);
        for (var i = 0; i < 10; i++)
            shop.Ended("1", paid: true, TimeSpan.FromSeconds(1));
        Expect.Equal(3, _reader.Instruments.Count, "Instruments after ten orders", Section);
    }
}
