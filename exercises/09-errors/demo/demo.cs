#:project ..
#:property PublishAot=false
// One failure, seen from three sides: dotnet demo/demo.cs
// A shop asks a stock service, which fails. Both write their log with your JsonLog, answer through your ExceptionHandler and
// are joined by your Correlate: look for one trace id in the answer, in both logs and in the call between them.
using System.Net;
using Camp.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Serilog;

try
{
    new JsonLog().Format(new Serilog.Events.LogEvent(default, default, null, Serilog.Events.MessageTemplate.Empty, []), TextWriter.Null);
    await new ExceptionHandler(_ => Task.CompletedTask, LoggerFactory.Create(_ => { }).CreateLogger<ExceptionHandler>()).InvokeAsync(new DefaultHttpContext());
    await Correlate.Incoming(new DefaultHttpContext(), _ => Task.CompletedTask);
}
catch (NotImplementedException todo)
{
    Console.WriteLine($"This demo needs three of your exercises ({todo.Message}). Finish them first: camp hint errors/exception-handler");
    return 1;
}

await using var stock = await Service("stock", _ => throw new InvalidOperationException("no route to db-7.internal"));
using var toStock = new HttpClient(new CorrelatedCalls(new SocketsHttpHandler())) { BaseAddress = new Uri(stock.Urls.Single()) };
await using var shop = await Service("shop", async context =>
{
    using var answer = await toStock.GetAsync("/stock/7");
    if (!answer.IsSuccessStatusCode)
        throw new TimeoutException($"The stock service answered {(int)answer.StatusCode}.");
    await context.Response.WriteAsync(await answer.Content.ReadAsStringAsync());
});

using var client = new HttpClient { BaseAddress = new Uri(shop.Urls.Single()) };
using var response = await client.GetAsync("/orders/7");
Console.WriteLine($"\nGET /orders/7 -> {(int)response.StatusCode} {response.ReasonPhrase}");
Console.WriteLine($"X-Trace-Id: {string.Join(' ', response.Headers.GetValues(Correlate.TraceIdHeader))}");
Console.WriteLine(await response.Content.ReadAsStringAsync());
Console.WriteLine("\nThe client sees no host name. Whoever has the trace id finds the one line that says db-7.internal.");
return 0;

static async Task<WebApplication> Service(string name, RequestDelegate handler)
{
    var builder = WebApplication.CreateEmptyBuilder(new() { EnvironmentName = Environments.Production });
    builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
    builder.Services.AddSerilog(logging => logging.MinimumLevel.Information()
        .MinimumLevel.Override("Microsoft", Serilog.Events.LogEventLevel.Warning)
        .MinimumLevel.Override("System", Serilog.Events.LogEventLevel.Warning)
        .Enrich.WithProperty("Service", name)
        .WriteTo.Console(new JsonLog()));
    var app = builder.Build();
    app.Use((context, next) => Correlate.Incoming(context, new RequestDelegate(next)));
    app.UseMiddleware<ExceptionHandler>();
    app.Run(handler);
    await app.StartAsync();
    return app;
}
