// Mistake: answers and logs a client that has left.
// Rejected by: FailureHandlerTests.A_client_that_has_left_is_no_failure
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
