// Alternative: a method for each kind of failure, without a tuple.
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
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = ClientLeft;
            return true;
        }
        if (exception is BadHttpRequestException bad)
        {
            return await TheirsAsync(httpContext, bad);
        }
        return await OursAsync(httpContext, exception);
    }

    private ValueTask<bool> TheirsAsync(HttpContext context, BadHttpRequestException bad)
    {
        var where = bad.InnerException is JsonException json
            ? $"The JSON is wrong at line {json.LineNumber + 1}, byte {json.BytePositionInLine + 1}, member '{json.Path}'."
            : null;
        return AnswerAsync(context, bad.StatusCode, where);
    }

    private ValueTask<bool> OursAsync(HttpContext context, Exception failure)
    {
        LogFailure(failure);
        return AnswerAsync(context, 500, "Something failed here. Tell us the trace id.");
    }

    private ValueTask<bool> AnswerAsync(HttpContext context, int status, string? detail)
    {
        context.Response.StatusCode = status;
        return problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = context, ProblemDetails = { Status = status, Detail = detail } });
    }

    [LoggerMessage(LogLevel.Error, "A request failed")]
    private partial void LogFailure(Exception exception);
}
