using Camp.Testing;

namespace Camp.Predict.Tests;

/// <summary>Small situations; every <c>camp check</c> runs each of them in hundreds of orders.</summary>
public static class LatencyRaces
{
    private const string Section = "The 95th percentile";

    public static async Task Two_record_while_one_reads()
    {
        var latency = new Latency(TimeSpan.FromMinutes(1), TimeProvider.System);
        latency.Record(TimeSpan.FromSeconds(1), failed: false);
        var recording = Task.WhenAll(Task.Run(() => latency.Record(TimeSpan.FromSeconds(2), failed: true)), Task.Run(() => latency.Record(TimeSpan.FromSeconds(3), failed: false)));
        Expect.True(latency.Read().Count is >= 1 and <= 3, "A request is counted that nobody has recorded, or one is missing.", Section);
        await recording;
        Expect.Equal(new LatencyReport(3, TimeSpan.FromSeconds(3), 1.0 / 3), latency.Read(), "The figures", Section);
    }

    public static async Task Two_forget_the_same_request()
    {
        var latency = new Latency(TimeSpan.FromMinutes(1), TimeProvider.System);
        latency.Record(TimeSpan.FromSeconds(1), failed: false);
        await Task.Delay(TimeSpan.FromMinutes(2));
        await Task.WhenAll(Task.Run(() => latency.Record(TimeSpan.FromSeconds(2), failed: false)), Task.Run(latency.Read));
        Expect.Equal(1, latency.Read().Count, "Requests that count", Section);
    }
}
