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
        Expect.Equal(2d, Observed(meter), "Orders that wait", Section);
    }

    private static double Observed(Meter meter)
    {
        var waiting = double.NaN;
        using var listener = new MeterListener { InstrumentPublished = (instrument, self) => Watch(instrument, self, meter) };
        listener.SetMeasurementEventCallback<long>((_, number, _, _) => waiting = number);
        listener.SetMeasurementEventCallback<int>((_, number, _, _) => waiting = number);
        listener.Start();
        listener.RecordObservableInstruments();
        return waiting;
    }

    private static void Watch(Instrument instrument, MeterListener listener, Meter meter)
    {
        if (instrument.Meter == meter && instrument.Name == Instruments.Waiting)
            listener.EnableMeasurementEvents(instrument);
    }
}
