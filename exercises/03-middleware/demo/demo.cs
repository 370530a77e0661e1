#:project ..
// The way of a request through a pipeline of yours: dotnet demo/demo.cs
// A real server on a free port, your Pipeline around a handler, and every step printed as it happens.
using System.Net;
using Camp.Middleware;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

var depth = 0;
RequestDelegate chain;
try
{
    chain = new Pipeline().Use(Told("log")).Use(Guard).Use(Told("timing")).Use(Handler).Build();
}
catch (NotImplementedException)
{
    Console.WriteLine("This demo sends requests through your Pipeline. Finish middleware/pipeline first: camp hint middleware/pipeline");
    return 1;
}

var builder = WebApplication.CreateEmptyBuilder(new());
builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
await using var app = builder.Build();
app.Run(chain);
await app.StartAsync();
using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
foreach (var (path, key) in new[] { ("/orders", "secret"), ("/orders", "wrong"), ("/nowhere", "secret") })
{
    Console.WriteLine($"GET {path}, key '{key}'");
    using var request = new HttpRequestMessage(HttpMethod.Get, path);
    request.Headers.Add("X-Api-Key", key);
    using var response = await client.SendAsync(request);
    Console.WriteLine($"  {(int)response.StatusCode} {response.StatusCode}\n");
}

Console.WriteLine("What is added first sees a request first and its response last. A guard that does not call the next one ends the way.");
return 0;

Func<RequestDelegate, RequestDelegate> Told(string name) => next => async context =>
{
    Tell($"-> {name}");
    depth++;
    await next(context);
    depth--;
    Tell($"<- {name}, status {context.Response.StatusCode}");
};

RequestDelegate Guard(RequestDelegate next) => context =>
{
    var right = context.Request.Headers["X-Api-Key"] == "secret";
    Tell(right ? "-- guard: go on" : "-- guard: no further");
    context.Response.StatusCode = StatusCodes.Status401Unauthorized;
    if (!right)
        return Task.CompletedTask;
    context.Response.StatusCode = StatusCodes.Status200OK;
    return next(context);
};

RequestDelegate Handler(RequestDelegate next) => context =>
{
    Tell(context.Request.Path == "/orders" ? "-- handler: here are the orders" : "-- not mine: next");
    return context.Request.Path == "/orders" ? context.Response.WriteAsync("orders") : next(context);
};

void Tell(string step) => Console.WriteLine($"  {new string(' ', 3 * depth)}{step}");
