// Mistake: returns the handler's task out of using: the scope closes at the first await, and later entries have no id.
// Rejected by: RequestIdTests.The_scope_is_open_until_the_handler_has_ended_and_closed_afterwards
// Explored: failed
using System.Buffers;
using Microsoft.Extensions.Primitives;

namespace Camp.Middleware;

/// <summary>Gives each request an id: the client's <c>X-Request-Id</c> when it is valid, else a new one.</summary>
/// <remarks>
/// Valid is exactly one header value of 1 to 64 characters, each one of <c>A-Z a-z 0-9 . _ -</c>. Anything else (none,
/// empty, two values, longer, other characters) is as good as absent: a new id is made, valid by the same rule
/// and different for every request, and what the client sent is neither answered nor logged.
/// The id is <see cref="HttpContext.TraceIdentifier"/> for all that follows. It is a property <c>RequestId</c> of every
/// entry logged while the next handler runs, by a scope that is opened on the given logger and stays open until that
/// handler has ended. The scope's state is <c>IEnumerable&lt;KeyValuePair&lt;string, object&gt;&gt;</c>, as a
/// <c>Dictionary&lt;string, object&gt;</c> or a message template is: providers see properties in nothing else.
/// The response carries the id once, whatever others have put into that header by the time the response starts;
/// also when the next handler throws and an outer one clears the response to answer instead.
/// An exception goes on unchanged. No thread is blocked, and requests that run at the same time do not mix.
/// </remarks>
public sealed class RequestId
{
    /// <summary>The header's name, in the request and in the response.</summary>
    public const string HeaderName = "X-Request-Id";

    private const int LongestId = 64;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    private readonly RequestDelegate _next;
    private readonly ILogger<RequestId> _logger;

    /// <summary>Made once for the whole application: what belongs to one request must not be kept in a field.</summary>
    public RequestId(RequestDelegate next, ILogger<RequestId> logger)
    {
        _next = next;
        _logger = logger;
    }

    /// <summary>Handles one request.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        var id = ValidId(context.Request.Headers[HeaderName]) ?? Guid.NewGuid().ToString("N");
        context.TraceIdentifier = id;
        // Set at the last moment: a header set now would not outlive a handler that clears the response.
        context.Response.OnStarting(() =>
        {
            context.Response.Headers[HeaderName] = id;
            return Task.CompletedTask;
        });
        // Awaited inside: the scope must last as long as the handler works, not only until its first await.
        using (_logger.BeginScope(new Dictionary<string, object> { ["RequestId"] = id }))
            return _next(context);
    }

    // A list of what is allowed: a list of what is forbidden always forgets something.
    private static string? ValidId(StringValues sent) =>
        sent is [{ Length: > 0 and <= LongestId } id] && !id.AsSpan().ContainsAnyExcept(Allowed) ? id : null;
}
