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

    /// <summary>Made once for the whole application.</summary>
    public Concurrent(Backend backend) => _backend = backend;

    /// <summary>
    /// How many requests are in flight now: each counts from the call of <see cref="HandleAsync"/> until its task has ended,
    /// however it ends. Exact, also when many threads handle requests; every object counts its own.
    /// </summary>
    // TODO 1: a field that many threads may change.
    public int InFlight => throw new NotImplementedException("Concurrent.InFlight: read the count.");

    /// <summary>Handles one request.</summary>
    // TODO 2: count in, await the backend, await the answer's writing.
    // TODO 3: count out, also after a failure.
    public Task HandleAsync(HttpContext context) =>
        throw new NotImplementedException("Concurrent.HandleAsync: await the backend, then write what it said.");
}
