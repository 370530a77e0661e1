using System.Diagnostics.Metrics;

namespace RaceCorpus.Statics;

/// <summary>What the process keeps: a listener that nobody stops is called in explorations that are not its own.</summary>
public static class LeftBehind
{
    private const string Name = "left behind";

    public static async Task Two_meters_correct() => await Both.Twice(() =>
    {
        using var meter = new Meter(Name);
        meter.CreateCounter<int>("orders");
    });

    /// <summary>Not a program of the corpus: it changes the process.</summary>
    public static void Listen()
    {
        var heard = new List<string>();
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name == Name)
                    heard.Add(instrument.Name);
            },
        };
        listener.Start();
    }
}
