// Mistake: takes every failure for the client's leaving as soon as the client has left.
// Rejected by: FailureHandlerTests.A_failure_is_logged_even_when_the_client_has_left
using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;

namespace Camp.Service.Errors;

// Lesson 09-errors explains this.
internal sealed partial class FailureHandler(IProblemDetailsService problems, ILogger<FailureHandler> logger) : IExceptionHandler
{
    private const int ClientLeft = 499;

    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = ClientLeft;
            return true;
        }
        var (status, detail) = Classify(exception);
        if (status == StatusCodes.Status500InternalServerError)
        {
            // Logged here and nowhere else. The client gets the trace id and no internals.
            LogFailure(exception);
        }
        httpContext.Response.StatusCode = status;
        await problems.WriteAsync(new() { HttpContext = httpContext, ProblemDetails = { Status = status, Detail = detail } });
        return true;
    }

    private static (int Status, string? Detail) Classify(Exception exception) => exception switch
    {
        BadHttpRequestException { InnerException: JsonException json } bad => (bad.StatusCode,
            $"The body is not the JSON of this call, at line {json.LineNumber + 1}, byte {json.BytePositionInLine + 1}, member '{json.Path}'."),
        BadHttpRequestException bad => (bad.StatusCode, null),
        _ => (StatusCodes.Status500InternalServerError, "The service failed. Its log has the cause under the trace id."),
    };

    [LoggerMessage(LogLevel.Error, "A request failed")]
    private partial void LogFailure(Exception exception);
}
