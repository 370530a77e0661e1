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

    /// <summary>Made once for the whole application.</summary>
    /// <exception cref="ArgumentException"><paramref name="key"/> is null, empty or white space.</exception>
    // TODO 1: refuse such a key; keep the digest of a good one.
    public ApiKey(RequestDelegate next, string key, FixedTimeComparison sameBytes) =>
        throw new NotImplementedException("ApiKey: refuse an empty key, keep the digest of a good one.");

    /// <summary>Handles one request.</summary>
    // TODO 2: compare the digest of the one value sent with the one kept; if they are the same, call the next handler.
    // TODO 3: else answer 401 with the header and the problem document.
    public Task InvokeAsync(HttpContext context) =>
        throw new NotImplementedException("ApiKey.InvokeAsync: compare digests, then pass on or answer 401.");
}
