using System.Diagnostics.Metrics;
using Camp.Testing;

namespace Camp.Metrics.Tests;

/// <summary>Small situations; every <c>camp check</c> runs each of them in hundreds of orders.</summary>
public static class InstrumentsRaces
{
    private const string Section = "Three instruments";

    public static async Task One_order_arrives_while_another_is_taken_up()
    {
        using var meter = new Meter("shop");
        var instruments = new Instruments(meter);
        instruments.Arrived();
        await Task.WhenAll(Task.Run(instruments.Arrived), Task.Run(instruments.Arrived), Task.Run(instruments.TakenUp));
        using var reader = new MeterReader(meter);
        Expect.Sequence(["2"], Readings.Of(reader, "shop_orders_waiting"), "Orders that wait", Section);
    }
}
