using System.Text;
using System.Text.Json;
using Camp.Testing;

namespace Camp.Routing.Tests;

/// <summary>What the tests of this lesson look at in answers.</summary>
public static class Json
{
    /// <summary>Sends a JSON body, or none.</summary>
    public static Task<Reply> Call(this Site site, string method, string path, string? json = null) =>
        site.Send(new(method), path, json is null ? null : new StringContent(json, Encoding.UTF8, "application/json"));

    public static string MediaType(this Reply reply) =>
        reply.Values("Content-Type").FirstOrDefault("").Split(';')[0].ToLowerInvariant();

    /// <summary>The path that Location names, wherever it was relative to.</summary>
    public static string Location(this Reply reply, Site site) =>
        new Uri(site.Address, string.Join(", ", reply.Values("Location"))).AbsolutePath;

    /// <summary>The answer as JSON; an undefined element when it is none.</summary>
    public static JsonElement Body(this Reply reply)
    {
        try
        {
            return JsonDocument.Parse(reply.Body).RootElement;
        }
        catch (JsonException)
        {
            return default;
        }
    }

    /// <summary>Fails unless the answer is a problem document of that status.</summary>
    public static void IsProblem(this Reply reply, int status, string what, string section)
    {
        Expect.Equal(status, reply.Status, $"The status for {what}", section);
        Expect.Equal("application/problem+json", reply.MediaType(), $"The content type for {what}", section);
        var problem = reply.Body();
        var complete = problem.ValueKind == JsonValueKind.Object
            && problem.TryGetProperty("status", out var told) && told.ToString() == $"{status}"
            && problem.TryGetProperty("title", out var title) && title.ToString().Length > 0;
        Expect.True(complete, $"The document for {what} should have status {status} and a title: {reply.Body}", section);
    }

    /// <summary>The names under "errors" that have a list of texts, in order of the alphabet.</summary>
    public static string Faults(this Reply reply)
    {
        var errors = reply.Body().ValueKind == JsonValueKind.Object && reply.Body().TryGetProperty("errors", out var found) ? found : default;
        return errors.ValueKind != JsonValueKind.Object ? "" : string.Join(' ', errors.EnumerateObject()
            .Where(field => field.Value.ValueKind == JsonValueKind.Array && field.Value.GetArrayLength() > 0)
            .Select(field => field.Name).Order(StringComparer.Ordinal));
    }

    /// <summary>The exchange as the contract fixes it; a problem document may have more members, and its words are free.</summary>
    public static string Story(this Reply reply, Site site, params string[] headers)
    {
        // HEAD and OPTIONS may be allowed as well, and a refusal may tell the tag.
        var lines = headers.Where(name => reply.Values(name).Length > 0 && (name != "etag" || reply.Status < 400)).Select(name => name == "location"
            ? $"< location: {reply.Location(site)}\n"
            : $"< {name}: {string.Join(", ", reply.Values(name).Except(["HEAD", "OPTIONS"]).Order(StringComparer.Ordinal))}\n");
        var body = reply.MediaType() == "application/problem+json"
            ? $"problem {reply.Body().GetProperty("status")} {reply.Faults()}".Trim()
            : reply.Body;
        return $"< {reply.Status} {reply.Reason}\n{string.Concat(lines)}{(body == "" ? "" : body + "\n")}";
    }
}
