#:project ..
// A shop for three simulated minutes: its exposition as Prometheus would read it, and its durations drawn.
// Run it with: dotnet demo/demo.cs
using System.Diagnostics.Metrics;
using Camp.Metrics;

try
{
    using var meter = new Meter("demo");
    using var reader = new MeterReader(meter);
    var shop = new Instruments(meter);
    // Always the same "random" numbers, so that two runs can be compared.
    var random = new Random(12);
    for (var order = 1; order <= 900; order++)
    {
        shop.Arrived();
        if (order % 10 != 0)
            shop.TakenUp();
        // Most orders are quick, some wait for the bank.
        var seconds = (order % 20 == 0 ? 0.8 : 0.03) * -Math.Log(1 - random.NextDouble());
        shop.Ended($"order {order}", paid: order % 15 != 0, TimeSpan.FromSeconds(seconds));
        if (order % 300 == 0)
            Console.WriteLine($"minute {order / 300}: {Draw(reader)}");
    }

    Console.WriteLine("\nGET /metrics\n");
    Console.WriteLine(Exposition.Write(reader.Read()));
    var paid = Paid(reader);
    Console.WriteLine("durations of paid orders, each bucket alone");
    for (var i = 0; i < paid.Counts.Count; i++)
    {
        var bound = i < paid.Bounds.Count ? FormattableString.Invariant($"{paid.Bounds[i]} s") : "more";
        Console.WriteLine($"{bound,8} |{new string('#', (int)(paid.Counts[i] / 12)),-40}| {paid.Counts[i]}");
    }

    Console.WriteLine(FormattableString.Invariant($"\n95 of 100 end within {Quantile(paid, 0.95):0.000} s: what histogram_quantile(0.95, ...) answers"));
    Console.WriteLine("  " + Promql.P95.Replace("shop_http_request", "shop_order").Replace("le, route", "le, status"));
    return 0;
}
catch (NotImplementedException todo)
{
    Console.WriteLine($"Finish instruments, exposition and promql first ({todo.Message}): camp hint metrics/instruments");
    return 1;
}

static Distribution Paid(MeterReader reader) => reader.Read().Single(family => family.Type == MetricType.Histogram)
    .Samples.Single(sample => sample.Labels.Values.Contains("paid")).Distribution!;

static string Draw(MeterReader reader)
{
    var waiting = reader.Read().Single(family => family.Type == MetricType.Gauge).Samples.Single().Value;
    return FormattableString.Invariant($"{Paid(reader).Counts.Sum()} paid, {waiting} wait");
}

// As Prometheus does it: find the bucket of that rank, then a straight line through it.
static double Quantile(Distribution counted, double share)
{
    var rank = share * counted.Counts.Sum();
    var (below, i) = (0L, 0);
    while (i < counted.Bounds.Count && below + counted.Counts[i] < rank)
        below += counted.Counts[i++];
    if (i == counted.Bounds.Count)
        return counted.Bounds[^1];
    var from = i == 0 ? 0 : counted.Bounds[i - 1];
    return from + ((counted.Bounds[i] - from) * (rank - below) / counted.Counts[i]);
}
