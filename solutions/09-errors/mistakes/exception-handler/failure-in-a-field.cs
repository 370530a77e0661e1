// Mistake: keeps the failure in a field: requests that fail together answer with each other's.
// Rejected by: ExceptionHandlerTests.Requests_that_fail_at_the_same_time_keep_their_own_answers
// Explored: race
using System.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

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
    private static readonly object Together = new();
    private Exception _error = new IOException();
    private readonly RequestDelegate _next;
    private readonly ILogger<ExceptionHandler> _logger;

    /// <summary>Made once for the whole application.</summary>
    public ExceptionHandler(RequestDelegate next, ILogger<ExceptionHandler> logger)
    {
        _next = next;
        _logger = logger;
    }

    /// <summary>Handles one request.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await _next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for an answer, and leaving is no fault. 499 is nginx's number for it, for the request log.
            if (!context.Response.HasStarted)
                Clear(context, StatusCodes.Status499ClientClosedRequest);
        }
        catch (Exception error)
        {
            lock (Together)
                _error = error;
            await Task.Delay(1);
            var (status, detail) = Classify(_error);
            var traceId = Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;
            Log(error, status, traceId, context.Response.HasStarted);
            // Half an answer looks like a whole one unless the connection breaks.
            if (context.Response.HasStarted)
                throw;
            await Answer(context, status, detail, traceId);
        }
    }

    // A message goes out only when it was written for the caller. The others name tables, hosts and files.
    private static (int Status, string? Detail) Classify(Exception error) => error switch
    {
        InvalidInputException => (StatusCodes.Status400BadRequest, error.Message),
        NotFoundException => (StatusCodes.Status404NotFound, error.Message),
        ConflictException => (StatusCodes.Status409Conflict, error.Message),
        BadHttpRequestException bad => (bad.StatusCode, null),
        TimeoutException => (StatusCodes.Status504GatewayTimeout, null),
        _ => (StatusCodes.Status500InternalServerError, null),
    };

    // A caller's mistake is the caller's news; what wakes somebody up at night is ours.
    private void Log(Exception error, int status, string traceId, bool cutOff)
    {
        if (cutOff || status >= StatusCodes.Status500InternalServerError)
            _logger.LogError(error, "Failed with {StatusCode}, trace {TraceId}", status, traceId);
        else
            _logger.LogInformation("Refused with {StatusCode}, trace {TraceId}: {Reason}", status, traceId, error.Message);
    }

    private static Task Answer(HttpContext context, int status, string? detail, string traceId)
    {
        Clear(context, status);
        var problem = new ProblemDetails
        {
            Status = status,
            Title = ReasonPhrases.GetReasonPhrase(status),
            Detail = detail,
            Extensions = { ["traceId"] = traceId },
        };
        return context.Response.WriteAsJsonAsync(problem, options: null, "application/problem+json");
    }

    private static void Clear(HttpContext context, int status)
    {
        context.Response.Clear();
        context.Response.StatusCode = status;
    }
}
