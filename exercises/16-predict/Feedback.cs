namespace Camp.Predict;

/// <summary>Closes the loop: when a region complains, its recent requests are sampled and the model's owner is told.</summary>
/// <remarks>
/// Of each region the latest <c>keep</c> predictions are remembered, and its complaints of the last <c>window</c>: a complaint at the
/// time t counts until just before <c>t + window</c>. The complaint with which a region reaches <c>threshold</c> makes an alert,
/// with that number of complaints and the region's remembered predictions, the newest first. The region's
/// complaints are then counted anew, from zero; other regions are not touched by it. Regions are compared letter by letter.
/// Each complaint counts for one alert at most, however many come at once: ten times the threshold makes ten alerts.
/// When <c>notify</c> fails, its exception goes on to the complaint that made the alert, and its complaints count again: as long as
/// they are in the window, the next complaint of the region makes an alert, which counts that one too.
/// While the owner is being told, nobody else waits. Time is measured by the clock's timestamps.
/// </remarks>
public sealed class Feedback
{
    /// <param name="threshold">How many complaints make an alert; at least 1.</param>
    /// <param name="window">How long a complaint counts; longer than zero.</param>
    /// <param name="keep">How many predictions of each region are remembered; at least 1.</param>
    /// <param name="notify">Tells the owner.</param>
    /// <param name="clock">Whose timestamps count.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    // TODO 1: refuse bad numbers; keep the rest.
    public Feedback(int threshold, TimeSpan window, int keep, Func<Alert, CancellationToken, Task> notify, TimeProvider clock) =>
        throw new NotImplementedException("Feedback: check the numbers and keep the rest.");

    /// <summary>Remembers a prediction.</summary>
    // TODO 2: the newest come in, the oldest of that region goes.
    public void Remember(Served served) =>
        throw new NotImplementedException("Feedback.Remember: keep the region's latest predictions.");

    /// <summary>A user of this region says that the prediction was wrong.</summary>
    /// <returns>Whether this complaint has made an alert. It ends when the owner has been told.</returns>
    /// <remarks>When <paramref name="cancellation"/> is cancelled already, the complaint does not count. It is handed on to notify.</remarks>
    // TODO 3: under the lock: forget old complaints, count this one, take the samples when it is one too many.
    // TODO 4: tell the owner outside the lock; when that fails, put the complaints back.
    public Task<bool> ComplainAsync(string region, CancellationToken cancellation) =>
        throw new NotImplementedException("Feedback.ComplainAsync: count; sample and notify at the threshold.");
}
