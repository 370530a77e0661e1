#:project ..
#:property PublishAot=false
// A service's whole life in a few seconds: dotnet demo/demo.cs
// A real server with your probes, your registry and your drain. A caller watches it from outside, a request takes two seconds, and a mail
// three, and in the middle of both somebody stops the service. Press Ctrl+C early and you are that somebody.
using System.Diagnostics;
using System.Net;
using Camp.Health;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var begun = Stopwatch.StartNew();
var state = new ServiceState();
var registry = new Registry(TimeProvider.System, TimeSpan.FromSeconds(15));
WebApplication? app = null;
var drain = new Drain(state, new LocalRegistry(registry), () => new Instance("pod-1", "orders", new Uri(app!.Urls.Single())), TimeProvider.System,
    new DrainOptions { Grace = TimeSpan.FromSeconds(1) });
try
{
    registry.Live("orders");
    drain.TryBegin()!.Dispose();
    var liveness = new Liveness(TimeProvider.System, TimeSpan.FromSeconds(30));
    var readiness = new Readiness(state, [], TimeProvider.System, TimeSpan.FromSeconds(1));
    await readiness.InvokeAsync(new DefaultHttpContext());
    await liveness.InvokeAsync(new DefaultHttpContext());
    app = Service(liveness, readiness);
    await app.StartAsync();
}
catch (NotImplementedException todo)
{
    Console.WriteLine($"This demo needs all four exercises ({todo.Message}). Finish them first: camp hint health/liveness");
    return 1;
}

using var watched = new CancellationTokenSource();
var watching = Watch(new Uri(app.Urls.Single()));
await Task.Delay(400);
_ = Job("the mail", TimeSpan.FromSeconds(3));
_ = Request(new Uri(app.Urls.Single()));
await Task.Delay(400);
Tell("-- stop the service (SIGTERM, Ctrl+C or StopApplication: the same steps)");
app.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
await app.WaitForShutdownAsync();
Tell($"-- the process may end, registry [{string.Join(' ', registry.Live("orders").Select(one => one.Id))}]");
await watched.CancelAsync();
await watching;
return 0;

WebApplication Service(Liveness liveness, Readiness readiness)
{
    var builder = WebApplication.CreateEmptyBuilder(new() { EnvironmentName = Environments.Production });
    builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
    builder.Services.AddRoutingCore().AddHostedService(_ => drain);
    var built = builder.Build();
    built.MapGet("/health/live", liveness.InvokeAsync);
    built.MapGet("/health/ready", readiness.InvokeAsync);
    built.MapGet("/work", async () =>
    {
        await Task.Delay(TimeSpan.FromSeconds(2));
        return "done";
    });
    return built;
}

// Prints what a caller sees, whenever it changes.
async Task Watch(Uri address)
{
    var last = "";
    while (!watched.IsCancellationRequested)
    {
        var seen = $"live {await Status(address, "/health/live")}, ready {await Status(address, "/health/ready")}, registry [{string.Join(' ', registry.Live("orders").Select(one => one.Id))}]";
        if (seen != last)
            Tell(last = seen);
        await Task.Delay(20);
    }
}

static async Task<string> Status(Uri address, string path)
{
    using var client = new HttpClient();
    try
    {
        using var answer = await client.GetAsync(new Uri(address, path));
        return $"{(int)answer.StatusCode}";
    }
    catch (HttpRequestException)
    {
        return "refused";
    }
}

async Task Request(Uri address)
{
    Tell("-> a request of two seconds");
    using var client = new HttpClient();
    Tell($"<- the request got '{await client.GetStringAsync(new Uri(address, "/work"))}'");
}

async Task Job(string name, TimeSpan duration)
{
    using var work = drain.TryBegin();
    Tell($"-> {name} begins");
    await Task.Delay(duration);
    Tell($"<- {name} is done");
}

void Tell(string step) => Console.WriteLine(FormattableString.Invariant($"{begun.Elapsed.TotalSeconds,6:0.00} s  {step}"));
