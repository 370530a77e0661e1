using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;

namespace Camp.Service.Errors;

// Lesson 09-errors explains this.
internal sealed partial class FailureHandler(IProblemDetailsService problems, ILogger<FailureHandler> logger) : IExceptionHandler
{
    private const int ClientLeft = 499;

    // Called for whatever leaves an endpoint as an exception. Always handles it: the answer is true.
    // TODO 1: an OperationCanceledException of a request whose client has left: status ClientLeft, no body, no log. One whose
    //         client is still there is a failure like any other.
    // TODO 2: what the client did wrong, a BadHttpRequestException, keeps its status and is no line in the log. When a JsonException
    //         is inside, the detail says where: line and byte, both counted from 1 (the exception counts from 0), and the member's path.
    // TODO 3: everything else is a 500, logged once by LogFailure. The detail sends the client to the trace id and tells no internals.
    // TODO 4: the answer is a problem document, written by IProblemDetailsService, with the same status as the response.
    public ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken) =>
        throw new NotImplementedException("FailureHandler.TryHandleAsync: classify the failure, and answer a problem document.");

    [LoggerMessage(LogLevel.Error, "A request failed")]
    private partial void LogFailure(Exception exception);
}
