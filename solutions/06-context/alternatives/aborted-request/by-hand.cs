// Alternative: a timer on the clock cancels a source linked to RequestAborted; the problem is written as JSON by hand.
namespace Camp.Context;

public sealed class AbortedRequest
{
    private readonly Func<string, CancellationToken, Task<string>> _query;
    private readonly TimeSpan _limit;
    private readonly TimeProvider _clock;

    public AbortedRequest(Func<string, CancellationToken, Task<string>> query, TimeSpan limit, TimeProvider clock)
    {
        (_query, _limit, _clock) = (query, limit, clock);
    }

    public async Task HandleAsync(HttpContext context)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        var passed = false;
        using var timer = _clock.CreateTimer(_ =>
        {
            Volatile.Write(ref passed, true);
            either.Cancel();
        }, null, _limit, Timeout.InfiniteTimeSpan);
        IResult answer;
        try
        {
            answer = TypedResults.Text(await _query(context.Request.Path, either.Token));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to read an answer, and it is not an error of ours.
            return;
        }
        catch (OperationCanceledException) when (Volatile.Read(ref passed))
        {
            context.Response.StatusCode = 504;
            await context.Response.WriteAsJsonAsync(new { status = 504, title = "Too slow" }, options: null, contentType: "application/problem+json");
            return;
        }

        await answer.ExecuteAsync(context);
    }
}
