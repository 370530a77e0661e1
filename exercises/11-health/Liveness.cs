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

    /// <summary>Made once for the whole application.</summary>
    // TODO 1: the first beat: note the timestamp.
    public Liveness(TimeProvider clock, TimeSpan limit)
    {
        _clock = clock;
        _limit = limit;
    }

    /// <summary>The main loop has done another turn.</summary>
    // TODO 2: note the timestamp, so that other threads see it.
    public void Beat() =>
        throw new NotImplementedException("Liveness.Beat: note the timestamp.");

    /// <summary>Answers one probe.</summary>
    // TODO 3: compare the time since the last beat with the limit, and answer.
    public Task InvokeAsync(HttpContext context) =>
        throw new NotImplementedException("Liveness.InvokeAsync: answer by the age of the last beat.");
}
