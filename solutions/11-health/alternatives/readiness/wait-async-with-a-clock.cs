// Alternative: the limit by WaitAsync, and the answer by a switch over results.
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
    private const string Ok = "ok";

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
    public async Task InvokeAsync(HttpContext context)
    {
        IReadOnlyDictionary<string, string> checks = new Dictionary<string, string>();
        if (_state.Phase == Phase.Ready)
            checks = await AskAll(context.RequestAborted);
        // Looked at after the checks: they take time, and a shutdown may have begun meanwhile.
        var status = _state.Phase switch
        {
            Phase.Starting => "starting",
            Phase.Draining => "draining",
            _ => checks.Values.All(check => check == Ok) ? "ready" : "unready",
        };
        context.Response.StatusCode = status == "ready" ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsJsonAsync(new { status, checks });
    }

    private async Task<IReadOnlyDictionary<string, string>> AskAll(CancellationToken aborted)
    {
        // All at once: the probe takes as long as the slowest, not as all of them together.
        var answers = await Task.WhenAll(_dependencies.Select(dependency => Ask(dependency, aborted)));
        return _dependencies.Zip(answers).ToDictionary(pair => pair.First.Name, pair => pair.Second);
    }

    private async Task<string> Ask(IDependency dependency, CancellationToken aborted)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        var late = false;
        try
        {
            // WaitAsync: a check that ignores its token must not hold the answer up.
            var check = dependency.Check(either.Token);
            try
            {
                await check.WaitAsync(_limit, _clock, aborted);
            }
            catch (TimeoutException) when (!check.IsFaulted)
            {
                late = true;
                throw;
            }
            return Ok;
        }
        catch (Exception) when (late)
        {
            return "timeout";
        }
        catch (Exception) when (!aborted.IsCancellationRequested)
        {
            // What has failed is for the log of whoever checks; a probe is read by strangers.
            return "failed";
        }
        finally
        {
            // When the prober leaves, this call may end before that has come down to the linked source.
            await either.CancelAsync();
        }
    }
}
