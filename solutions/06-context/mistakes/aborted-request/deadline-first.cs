// Mistake: asks for the deadline first: a client that left before it is answered.
// Rejected by: AbortedRequestTests.The_query_stops_when_the_client_leaves_and_nothing_is_written
// Explored: failed
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
        using var deadline = new CancellationTokenSource(_limit, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, deadline.Token);
        IResult answer;
        try
        {
            answer = TypedResults.Text(await _query(context.Request.Path, either.Token));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested && !deadline.IsCancellationRequested)
        {
            // Nobody is there to read an answer, and it is not an error of ours.
            return;
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            answer = TypedResults.Problem(statusCode: StatusCodes.Status504GatewayTimeout, detail: $"The query took longer than {_limit}.");
        }

        await answer.ExecuteAsync(context);
    }
}
