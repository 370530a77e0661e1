using System.Text;
using System.Text.Json.Nodes;
using Camp.Service.Errors;
using Camp.Testing;
using Microsoft.AspNetCore.Diagnostics;
using Serilog.Events;
using Xunit;

namespace Camp.Capstone.Tests;

public sealed class FailureHandlerTests
{
    private const string Section = "Failures";

    [Fact]
    public async Task A_failure_is_a_problem_without_internals()
    {
        await using var shop = await Start(() => throw new InvalidOperationException("db-7 is full"));
        var reply = await shop.Get("/");

        var problem = Problem(500, reply);
        Expect.True(((string?)problem["detail"])?.Contains("trace id") == true, $"The detail should send the client to the trace id: {reply.Body}", Section);
        Expect.True(!reply.Body.Contains("db-7") && !reply.Body.Contains("InvalidOperation"), $"The answer tells a stranger too much: {reply.Body}", Section);
    }

    [Fact]
    public async Task A_failure_is_logged_once_with_its_cause_under_the_trace_id_of_the_answer()
    {
        var failure = new InvalidOperationException("db-7 is full");
        await using var shop = await Start(() => throw failure);
        var reply = await shop.Get("/");
        await shop.Stop();

        var lines = shop.Log.Events.Where(line => line.Level >= LogEventLevel.Error).ToList();
        Expect.Equal(1, lines.Count, "Error lines for one failure", Section);
        Expect.True(ReferenceEquals(failure, lines[0].Exception), "The line should carry the exception itself.", Section);
        Expect.Equal((string?)Problem(500, reply)["traceId"], lines[0].TraceId?.ToHexString(), "The trace id of the line", Section);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(413)]
    [InlineData(415)]
    public async Task What_the_client_did_wrong_keeps_its_status_and_is_no_line(int status)
    {
        await using var shop = await Start(() => throw new BadHttpRequestException("too bad", status));
        var reply = await shop.Get("/");
        await shop.Stop();

        Problem(status, reply);
        Expect.Equal(0, shop.Log.Events.Count(line => line.Level >= LogEventLevel.Warning), "Lines for a client's fault", Section);
    }

    [Theory]
    [InlineData("{\"name\":7}", "line 1, byte 10, member '$.name'")]
    [InlineData("{\n  \"name\": \"Ann\",\n  \"email\": [] }", "line 3, byte 13, member '$.email'")]
    public async Task A_body_that_cannot_be_read_is_told_where(string body, string place)
    {
        await using var shop = await Shop.Start(builder => builder.AddProblemDocuments(), app =>
        {
            app.UseProblemDocuments();
            app.MapPost("/", (Camp.Service.Users.NewUser user) => user.Name);
        });
        var reply = await shop.Send(HttpMethod.Post, "/", new StringContent(body, Encoding.UTF8, "application/json"));

        var detail = (string?)Problem(400, reply)["detail"];
        Expect.True(detail?.Contains(place, StringComparison.Ordinal) == true, $"The detail should say '{place}': {detail}", Section);
        Expect.True(!reply.Body.Contains("System."), $"The answer tells a stranger too much: {reply.Body}", Section);
    }

    [Fact]
    public async Task A_client_that_has_left_is_no_failure()
    {
        await using var shop = await Start(() => { });
        var context = Context(shop);
        context.RequestAborted = new CancellationToken(canceled: true);

        Expect.True(await Handler(shop).TryHandleAsync(context, new OperationCanceledException(), Shop.Cancelled), "It should be handled.", Section);

        Expect.Equal(499, context.Response.StatusCode, "The status", Section);
        Expect.Equal(0, context.Response.Body.Length, "Bytes for nobody", Section);
        await shop.Stop();
        Expect.Equal(0, shop.Log.Events.Count(line => line.Level >= LogEventLevel.Warning), "Lines for a client that left", Section);
    }

    [Fact]
    public async Task A_failure_is_logged_even_when_the_client_has_left()
    {
        await using var shop = await Start(() => { });
        var context = Context(shop);
        context.RequestAborted = new CancellationToken(canceled: true);
        var failure = new InvalidOperationException("db-7 is full");

        Expect.True(await Handler(shop).TryHandleAsync(context, failure, Shop.Cancelled), "It should be handled.", Section);

        Expect.Equal(500, context.Response.StatusCode, "The status", Section);
        await shop.Stop();
        Expect.Equal(1, shop.Log.Events.Count(line => ReferenceEquals(line.Exception, failure)), "Lines with the cause", Section);
    }

    [Fact]
    public async Task A_cancellation_of_the_services_own_is_a_failure()
    {
        await using var shop = await Start(() => throw new OperationCanceledException("the database took too long"));
        var reply = await shop.Get("/");
        await shop.Stop();

        Problem(500, reply);
        Expect.Equal(1, shop.Log.Events.Count(line => line.Level >= LogEventLevel.Error), "Error lines", Section);
    }

    private static Task<Shop> Start(Action endpoint) => Shop.Start(builder => builder.AddProblemDocuments(), app =>
    {
        app.UseProblemDocuments();
        app.MapGet("/", endpoint);
    });

    private static IExceptionHandler Handler(Shop shop) => shop.Services.GetServices<IExceptionHandler>().Single();

    private static DefaultHttpContext Context(Shop shop) => new() { RequestServices = shop.Services, Response = { Body = new MemoryStream() } };

    private static JsonNode Problem(int status, Reply reply)
    {
        Expect.Equal(status, reply.Status, "The status", Section);
        Expect.Equal("application/problem+json", reply.Values("Content-Type").SingleOrDefault()?.Split(';')[0], "The content type", Section);
        var problem = JsonNode.Parse(reply.Body)!;
        Expect.Equal(status, (int?)problem["status"], "The status in the document", Section);
        return problem;
    }
}
