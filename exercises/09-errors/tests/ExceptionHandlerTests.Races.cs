using System.Text.Json;
using Camp.Testing;

namespace Camp.Errors.Tests;

/// <summary>Small situations; every <c>camp check</c> runs each of them in many orders.</summary>
public static class ExceptionHandlerRaces
{
    private const string Section = "One handler for all failures";

    public static async Task Two_requests_fail_at_once()
    {
        var log = new LogBook();
        var middleware = new ExceptionHandler(Handle, log.For<ExceptionHandler>());
        var answers = await Task.WhenAll(Task.Run(() => Answer("/size")), Task.Run(() => Answer("/orders/7")));
        Expect.Sequence(["400 There is no /size.", "404 There is no /orders/7."], answers, "Status and detail of two answers", Section);
        Expect.Sequence([400, 404], log.Entries.Select(entry => entry["StatusCode"]).Order(), "StatusCode of two entries", Section);

        async Task<string> Answer(string path)
        {
            var context = Offline.Request(path);
            await middleware.InvokeAsync(context);
            await context.Response.CompleteAsync();
            using var problem = JsonDocument.Parse(((MemoryStream)context.Response.Body).ToArray());
            return $"{context.Response.StatusCode} {problem.RootElement.GetProperty("detail")}";
        }
    }

    private static async Task Handle(HttpContext context)
    {
        await Task.Yield();
        var message = $"There is no {context.Request.Path}.";
        throw context.Request.Path == "/size" ? new InvalidInputException(message) : new NotFoundException(message);
    }
}
