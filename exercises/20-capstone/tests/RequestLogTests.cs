using Camp.Service.Observability;
using Camp.Testing;
using Microsoft.Extensions.Time.Testing;
using Serilog.Events;
using Xunit;

namespace Camp.Capstone.Tests;

public sealed class RequestLogTests
{
    private const string Section = "Request log";

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task A_request_is_one_line_with_its_method_path_status_and_time()
    {
        await using var shop = await Start(_ =>
        {
            _clock.Advance(TimeSpan.FromMilliseconds(1234.5678));
            return Results.NoContent();
        });
        await shop.Send(HttpMethod.Put, "/users/7?token=secret", null);
        await shop.Stop();

        var line = Only(shop);
        Expect.Equal("HTTP {RequestMethod} {RequestPath} responded {StatusCode} in {Elapsed} ms", line.MessageTemplate.Text, "The template", Section);
        Expect.Equal("PUT", Value(line, "RequestMethod"), "The method", Section);
        Expect.Equal("/users/7", Value(line, "RequestPath"), "The path, without the query", Section);
        Expect.Equal(204, Value(line, "StatusCode"), "The status", Section);
        Expect.Equal(1234.568, Value(line, "Elapsed"), "The milliseconds", Section);
        Expect.Equal(LogEventLevel.Information, line.Level, "The level", Section);
    }

    [Fact]
    public async Task A_request_that_throws_is_an_error_with_its_cause_and_the_exception_goes_on()
    {
        var failure = new InvalidOperationException("no more tea");
        var seen = new TaskCompletionSource<Exception?>();
        await using var shop = await Start(_ => throw failure, async (_, next) =>
        {
            seen.SetResult(await Record.ExceptionAsync(next));
        });
        await shop.Get("/tea");
        Expect.Same(failure, await Patience.Ends(seen.Task), Section);
        await shop.Stop();

        var line = Only(shop);
        Expect.Equal(LogEventLevel.Error, line.Level, "The level", Section);
        Expect.Equal(500, Value(line, "StatusCode"), "The status", Section);
        Expect.True(ReferenceEquals(failure, line.Exception), "The line should carry the exception itself.", Section);
    }

    [Theory]
    [InlineData("/users", 200, LogEventLevel.Information)]
    [InlineData("/users", 404, LogEventLevel.Information)]
    [InlineData("/users", 500, LogEventLevel.Error)]
    [InlineData("/users", 503, LogEventLevel.Error)]
    [InlineData("/health", 200, LogEventLevel.Debug)]
    [InlineData("/health/live", 200, LogEventLevel.Debug)]
    [InlineData("/health/ready", 503, LogEventLevel.Error)]
    [InlineData("/healthy", 200, LogEventLevel.Information)]
    [InlineData("/metrics", 200, LogEventLevel.Debug)]
    [InlineData("/metrical", 200, LogEventLevel.Information)]
    public async Task The_level_goes_by_status_and_path(string path, int status, LogEventLevel expected)
    {
        await using var shop = await Start(_ => Results.StatusCode(status));
        await shop.Get(path);
        await shop.Stop();

        Expect.Equal(expected, Only(shop).Level, $"The level of {status} at {path}", Section);
    }

    [Fact]
    public async Task The_line_belongs_to_the_trace_of_the_caller()
    {
        await using var shop = await Start(_ => Results.Ok());
        await shop.Get("/users", ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
        await shop.Stop();

        var line = Only(shop);
        Expect.Equal("0af7651916cd43dd8448eb211c80319c", line.TraceId?.ToHexString(), "The trace id", Section);
        Expect.True(line.SpanId is { } span && span.ToHexString() is not ("0000000000000000" or "b7ad6b7169203331"), "The span is the service's own, neither none nor the caller's.", Section);
    }

    private Task<Shop> Start(Func<HttpContext, IResult> handler, Func<HttpContext, Func<Task>, Task>? outside = null) => Shop.Start(
        builder => builder.Services.AddSingleton<TimeProvider>(_clock),
        app =>
        {
            if (outside is not null)
                app.Use(outside);
            app.UseRequestLog();
            app.Run(context => handler(context).ExecuteAsync(context));
        },
        "--Log:Level=Debug");

    private static LogEvent Only(Shop shop)
    {
        Expect.Equal(1, shop.Log.Requests.Count, "Lines for one request", Section);
        return shop.Log.Requests[0];
    }

    private static object? Value(LogEvent line, string property) => line.Properties.GetValueOrDefault(property) is ScalarValue scalar ? scalar.Value : null;
}
