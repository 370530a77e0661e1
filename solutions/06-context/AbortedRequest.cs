namespace Camp.Context;

/// <summary>Answers requests with the result of a query, which stops when the client leaves or the time is over.</summary>
/// <remarks>
/// <para>The query gets the path of the request (such as <c>/orders</c>) and a token. The token is cancelled when the client has left
/// (<see cref="HttpContext.RequestAborted"/>; Go: <c>r.Context()</c>), or when the limit has passed by the clock, counted from the call.</para>
/// <para>The query ends well: 200, <c>text/plain</c>, its result as the body, even if the limit has passed.</para>
/// <para>The limit has passed and the query ends with an OperationCanceledException: 504 and a problem document
/// (<c>application/problem+json</c> with <c>status</c> 504).</para>
/// <para>The client has left and the query ends with an OperationCanceledException: there is no answer (no 504, no content
/// type, nothing written) and no exception, whether the limit has passed or not.</para>
/// <para>Any other exception of the query, also an OperationCanceledException while the client is there and the limit has not passed, goes on as it is.</para>
/// <para>No answer is given before the query has ended. No timer is left on the clock afterwards. Requests that run at the same time are apart.</para>
/// </remarks>
public sealed class AbortedRequest
{
    private readonly Func<string, CancellationToken, Task<string>> _query;
    private readonly TimeSpan _limit;
    private readonly TimeProvider _clock;

    /// <param name="query">Gets the path and the token.</param>
    /// <param name="limit">More than zero.</param>
    /// <param name="clock">Tells the time. Never the wall clock.</param>
    public AbortedRequest(Func<string, CancellationToken, Task<string>> query, TimeSpan limit, TimeProvider clock)
    {
        (_query, _limit, _clock) = (query, limit, clock);
    }

    /// <summary>Handles one request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        using var deadline = new CancellationTokenSource(_limit, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, deadline.Token);
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
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            answer = TypedResults.Problem(statusCode: StatusCodes.Status504GatewayTimeout, detail: $"The query took longer than {_limit}.");
        }

        await answer.ExecuteAsync(context);
    }
}
