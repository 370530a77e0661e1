#:project ..
// Lets a thousand requests wait at once in your exercise server/concurrent, and counts the threads that this takes.
using System.Diagnostics;
using System.Net;
using Camp.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

const int Requests = 1000;
const int Step = 100;

// Opening it must not answer a thousand requests on this thread.
var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
var waiting = 0;
var concurrent = new Concurrent(async (path, token) =>
{
    Interlocked.Increment(ref waiting);
    await open.Task.WaitAsync(token);
    return path;
});

var builder = WebApplication.CreateEmptyBuilder(new());
builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
await using var app = builder.Build();
Exception? failure = null;
app.Run(async context =>
{
    try
    {
        await concurrent.HandleAsync(context);
    }
    catch (Exception error)
    {
        failure = error;
        throw;
    }
});
await app.StartAsync();
using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

Console.WriteLine("requests that wait   threads of this process");
var calls = new List<Task<string>>();
while (calls.Count < Requests)
{
    for (var i = 0; i < Step; i++)
        calls.Add(client.GetStringAsync($"/{calls.Count}"));
    // A server that holds a thread for each request gets slower and slower here: it has 5 seconds for a hundred requests.
    var patience = Stopwatch.StartNew();
    while (Volatile.Read(ref waiting) < calls.Count && failure is null && patience.Elapsed < TimeSpan.FromSeconds(5))
        await Task.Delay(10);
    if (failure is NotImplementedException)
    {
        Console.WriteLine("Finish the exercise server/concurrent first: camp hint server/concurrent");
        return 1;
    }

    var threads = Process.GetCurrentProcess().Threads.Count;
    Console.WriteLine($"{waiting,8} {new string('#', waiting / 25),-40}  {threads,4} {new string('|', Math.Min(threads, 60))}");
    if (waiting < calls.Count)
    {
        Console.WriteLine("The rest does not even get in: the pool has no thread left. What holds them?");
        break;
    }
}

open.SetResult();
if (waiting == Requests)
{
    await Task.WhenAll(calls);
    Console.WriteLine($"The gate opens, and all {Requests} are answered. In flight now: {concurrent.InFlight}");
}

return 0;
