// Alternative: the moment at which it will be stuck, moved by each beat.
namespace Camp.Health;

/// <summary>Answers GET /health/live: would a restart help?</summary>
/// <remarks>
/// The service's main loop calls <see cref="Beat"/> in every turn. As long as the last beat is at most the limit ago, the answer is 200 and
/// the JSON <c>{"status":"alive"}</c>; later it is 503 and <c>{"status":"stuck"}</c>, until there is another beat.
/// The making of this object counts as the first beat. Time is counted by the clock's timestamps, since its date may be set back.
/// Nothing else is looked at: a broken database, or a shutdown under way, is no reason to be restarted.
/// No cache may keep an answer: <c>Cache-Control: no-store</c>.
/// All of it may be called by many threads at the same time.
/// </remarks>
public sealed class Liveness
{
    private readonly TimeProvider _clock;
    private readonly TimeSpan _limit;
    private long _deadline;

    /// <summary>Made once for the whole application.</summary>
    public Liveness(TimeProvider clock, TimeSpan limit)
    {
        _clock = clock;
        _limit = limit;
        Beat();
    }

    /// <summary>The main loop has done another turn.</summary>
    public void Beat()
    {
        Interlocked.Exchange(ref _deadline, _clock.GetTimestamp() + (long)((Int128)_limit.Ticks * _clock.TimestampFrequency / TimeSpan.TicksPerSecond));
    }

    /// <summary>Answers one probe.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        var alive = _clock.GetTimestamp() <= Interlocked.Read(ref _deadline);
        context.Response.StatusCode = alive ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        // An old "alive" from a cache would hide a stuck process.
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(new { status = alive ? "alive" : "stuck" });
    }
}
