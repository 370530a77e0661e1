#:project ..
// What a missing lock costs: dotnet demo/demo.cs
// Eight threads add to three counters, yours among them, and the table shows how many additions each one has lost.
using System.Diagnostics;
using Camp.Sync;

const int Threads = 8, Additions = 5_000_000;

var (plain, atomic) = (0L, 0L);
var counter = new Counter();
try
{
    counter.Increment();
}
catch (NotImplementedException)
{
    Console.WriteLine("This demo counts with your Counter. Finish sync/counter first: camp hint sync/counter");
    return 1;
}

counter = new Counter();
Console.WriteLine($"{Threads} threads add 1, {Additions:N0} times each. {Environment.ProcessorCount} processors.\n");
Console.WriteLine($"{"counter",-24}{"counted",12}{"lost",12}{"ns each",10}");
Show("plain++", () => plain++, () => plain);
Show("Interlocked.Increment", () => Interlocked.Increment(ref atomic), () => atomic);
Show("your Counter", counter.Increment, () => counter.Value);
Console.WriteLine("\nplain++ reads, adds and writes: what another thread has written in between is overwritten.");
return 0;

static void Show(string name, Action add, Func<long> read)
{
    using var start = new Barrier(Threads);
    var threads = Enumerable.Range(0, Threads).Select(_ => new Thread(() =>
    {
        start.SignalAndWait();
        for (var addition = 0; addition < Additions; addition++)
            add();
    })).ToList();
    var began = Stopwatch.GetTimestamp();
    threads.ForEach(thread => thread.Start());
    threads.ForEach(thread => thread.Join());
    var each = Stopwatch.GetElapsedTime(began).TotalNanoseconds / (Threads * Additions);
    var counted = read();
    var lost = (double)(Threads * Additions - counted) / (Threads * Additions);
    Console.WriteLine($"{name,-24}{counted,12:N0}{lost,12:P0}{each,10:N1}");
}
