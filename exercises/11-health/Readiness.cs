namespace Camp.Health;

/// <summary>Answers GET /health/ready: should this instance get requests now?</summary>
/// <remarks>
/// In phase <see cref="Phase.Ready"/> all dependencies are asked, at the same time, each for at most the limit by the clock.
/// The answer is JSON: <c>{"status":"ready","checks":{"database":"ok","queue":"ok"}}</c> with 200 when all are ok; with 503 and the status
/// <c>unready</c> when not. A check is <c>ok</c>, <c>failed</c> (it threw, or its task failed) or <c>timeout</c> (it had not ended when
/// the limit was over: its token is cancelled then, and nobody waits for a check that ignores that). Nothing else of a failure goes out.
/// In the other phases the answer is 503 with the status <c>starting</c> or <c>draining</c> and no checks (<c>{}</c>), and no dependency is asked.
/// A service that begins to drain while dependencies are being asked is <c>draining</c>, whatever they answer, with 503.
/// When the prober leaves (<see cref="HttpContext.RequestAborted"/>), the checks' tokens are cancelled, and the call ends, in whatever way.
/// No cache may keep an answer: <c>Cache-Control: no-store</c>. No thread is blocked, and probes run at the same time.
/// </remarks>
public sealed class Readiness
{
    private readonly ServiceState _state;
    private readonly IReadOnlyList<IDependency> _dependencies;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _limit;

    /// <summary>Made once for the whole application. The names of dependencies are different.</summary>
    public Readiness(ServiceState state, IReadOnlyList<IDependency> dependencies, TimeProvider clock, TimeSpan limit)
    {
        _state = state;
        _dependencies = dependencies;
        _clock = clock;
        _limit = limit;
    }

    /// <summary>Answers one probe.</summary>
    // TODO 1: in another phase than Ready, answer at once.
    // TODO 2: ask one dependency, with a token that the limit and the prober cancel; turn its end into a word.
    // TODO 3: ask all at the same time; look at the phase again, and answer.
    public Task InvokeAsync(HttpContext context) =>
        throw new NotImplementedException("Readiness.InvokeAsync: ask the dependencies and answer.");
}
