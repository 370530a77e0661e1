using System.Text.Json;
using Camp.Testing;

namespace Camp.Health.Tests;

/// <summary>An answer to a probe: status, what the JSON says, and the header for caches.</summary>
public sealed record Probe(int Code, string Status, string Checks, string Caching)
{
    /// <summary>The answer of a handler that needs no server around it.</summary>
    public static async Task<Probe> Of(Func<HttpContext, Task> handler)
    {
        var context = new DefaultHttpContext();
        context.Response.Body = new MemoryStream();
        await Patience.Ends(handler(context), "the answer to the probe");
        context.Response.Body.Position = 0;
        using var reader = new StreamReader(context.Response.Body);
        return Read(context.Response.StatusCode, await reader.ReadToEndAsync(), context.Response.ContentType, context.Response.Headers.CacheControl);
    }

    public static Probe Read(int code, string body, string? type, string? caching)
    {
        Expect.Equal("application/json", type?.Split(';')[0], "The content type", "Two questions, two answers");
        var root = JsonDocument.Parse(body).RootElement;
        var checks = root.TryGetProperty("checks", out var found)
            ? string.Join(' ', found.EnumerateObject().Select(check => $"{check.Name}:{check.Value}").Order(StringComparer.Ordinal))
            : "(none)";
        return new(code, root.GetProperty("status").GetString() ?? "", checks, caching ?? "");
    }
}
