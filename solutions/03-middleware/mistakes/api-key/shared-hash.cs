// Mistake: shares one SHA256 object: it is not thread-safe, so requests side by side fail or get a wrong digest.
// Rejected by: ApiKeyRaces.Two_requests_with_the_key_come_at_once
// Explored: race
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Primitives;

namespace Camp.Middleware;

/// <summary>Lets a request pass only when its <c>X-Api-Key</c> header is the configured key.</summary>
/// <remarks>
/// A key passes when there is exactly one header value and it is the same, upper and lower case included, in UTF-8.
/// The next handler then gets the request as it came, body and all, and its exceptions go on unchanged.
/// Anything else is refused at once: the body is left unread, and the next handler never runs. The answer is status
/// 401, <c>WWW-Authenticate: ApiKey</c>, and a problem document (<c>application/problem+json</c>) with <c>status</c>
/// 401 and <c>title</c> "Unauthorized". The document is the same whatever was wrong, and repeats nothing of a key.
/// Keys are compared by the given <see cref="FixedTimeComparison"/> and nothing else: for a request with one header
/// value it is called exactly once, and decides alone. Both sides have one and the same length for every request,
/// however long the value is: so compare digests.
/// No thread is blocked, and requests run at the same time.
/// </remarks>
public sealed class ApiKey
{
    /// <summary>The request header that carries the key.</summary>
    public const string HeaderName = "X-Api-Key";

    private readonly RequestDelegate _next;
    private readonly byte[] _expected;
    private readonly SHA256 _sha = SHA256.Create();
    private readonly FixedTimeComparison _sameBytes;

    /// <summary>Made once for the whole application.</summary>
    /// <exception cref="ArgumentException"><paramref name="key"/> is null, empty or white space.</exception>
    public ApiKey(RequestDelegate next, string key, FixedTimeComparison sameBytes)
    {
        // A setting that was forgotten must stop the start, not open the door.
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        _next = next;
        _expected = Digest(key);
        _sameBytes = sameBytes;
    }

    /// <summary>Handles one request.</summary>
    public Task InvokeAsync(HttpContext context) =>
        IsTheKey(context.Request.Headers[HeaderName]) ? _next(context) : Refuse(context);

    // Of two values, one may be right: which of them a proxy in front of us has checked, nobody knows.
    private bool IsTheKey(StringValues sent) => sent is [{ } key] && _sameBytes(Digest(key), _expected);

    // Digests have one length, so not even the length of the key shows in the time a comparison takes.
    private byte[] Digest(string key) => _sha.ComputeHash(Encoding.UTF8.GetBytes(key));

    private static Task Refuse(HttpContext context)
    {
        var problem = new ProblemDetails
        {
            Status = StatusCodes.Status401Unauthorized,
            Title = "Unauthorized",
            Detail = $"Send your key in the {HeaderName} header.",
        };
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.Headers.WWWAuthenticate = "ApiKey";
        return context.Response.WriteAsJsonAsync(
            problem, options: null, contentType: "application/problem+json", context.RequestAborted);
    }
}
