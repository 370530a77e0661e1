namespace Camp.Errors;

/// <summary>The one place where a failed request is answered and logged.</summary>
/// <remarks>
/// The status goes by the exception's own type or a base of it, never by what is inside it:
/// <see cref="InvalidInputException"/> 400, <see cref="NotFoundException"/> 404, <see cref="ConflictException"/> 409,
/// <see cref="TimeoutException"/> 504, <see cref="BadHttpRequestException"/> its own <c>StatusCode</c>, any other 500.
/// The answer is a problem document (<c>application/problem+json</c>), whatever the client says it accepts:
/// <c>status</c>; <c>title</c>, the status's reason phrase; <c>traceId</c>; and for the first three only, <c>detail</c>:
/// the exception's message. Nothing else of an exception leaves the server: no type, no other message, no stack trace.
/// What the next handler has set on the response before it threw is gone.
/// The trace id is that of <see cref="System.Diagnostics.Activity.Current"/> (32 hex digits), and
/// <see cref="HttpContext.TraceIdentifier"/> when there is no activity.
/// Each failure is logged once: Error, with the exception, for status 500 and above; Information below. The entry's
/// properties <c>StatusCode</c> (a number) and <c>TraceId</c> say the same as the answer.
/// When the response has already started no answer is possible: the entry is an Error with the exception whatever the
/// status would have been, and the same exception goes on, so that the server cuts the connection.
/// When the client has left (<see cref="HttpContext.RequestAborted"/>), an <see cref="OperationCanceledException"/> is no
/// failure: nothing is logged or thrown, and a response that has not started gets status 499 and no body.
/// No thread is blocked, and requests run at the same time.
/// </remarks>
public sealed class ExceptionHandler
{
    private readonly RequestDelegate _next;
    private readonly ILogger<ExceptionHandler> _logger;

    /// <summary>Made once for the whole application.</summary>
    public ExceptionHandler(RequestDelegate next, ILogger<ExceptionHandler> logger)
    {
        _next = next;
        _logger = logger;
    }

    /// <summary>Handles one request.</summary>
    // TODO 1: await the next handler; tell a client that has left from a failure.
    // TODO 2: classify the failure: a status, and a detail when the message is for the caller.
    // TODO 3: log it once. If the response has started, let the exception go on.
    // TODO 4: else clear the response and write the problem document.
    public Task InvokeAsync(HttpContext context) =>
        throw new NotImplementedException("ExceptionHandler.InvokeAsync: call the next handler, then classify, log and answer its failure.");
}
