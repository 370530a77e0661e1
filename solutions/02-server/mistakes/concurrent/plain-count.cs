// Mistake: counts with ++ and --: two threads read the same number, and one of them is lost.
// Rejected by: ConcurrentRaces.Two_requests_wait_for_each_other
// Explored: race
namespace Camp.Server;

/// <summary>Answers requests from a slow backend, any number of them at the same time.</summary>
/// <remarks>
/// Every request asks the backend once, at once: with <see cref="HttpRequest.Path"/> (<c>/orders</c>) and the token that is
/// cancelled when this client leaves. What the backend returns is the answer: status 200, <c>text/plain; charset=utf-8</c>.
/// An exception of the backend goes on unchanged, a cancellation as well.
/// While the backend or the client is slow, no thread is held: neither the caller's nor any other. So there is no limit
/// but memory to how many requests wait, and none waits for another.
/// </remarks>
public sealed class Concurrent
{
    private readonly Backend _backend;
    private int _inFlight;

    /// <summary>Made once for the whole application.</summary>
    public Concurrent(Backend backend) => _backend = backend;

    /// <summary>
    /// How many requests are in flight now: each counts from the call of <see cref="HandleAsync"/> until its task has ended,
    /// however it ends. Exact, also when many threads handle requests; every object counts its own.
    /// </summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Handles one request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        // Not ++: two threads that read the same number would write the same number.
        _inFlight++;
        try
        {
            // At this await the thread goes away and serves others.
            var answer = await _backend(context.Request.Path.Value ?? "/", context.RequestAborted);
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync(answer, context.RequestAborted);
        }
        finally
        {
            _inFlight--;
        }
    }
}
