namespace TrainingCamp.Checker.Running;

/// <summary>When a test counts as hanging; see <see cref="HangWatch"/>.</summary>
/// <param name="Idle">How long no processor time is used.</param>
/// <param name="Processor">How much is used.</param>
/// <param name="NamesWaiting">
/// Whether an idle process is looked into, which names the waiting method and spares a test that waits for something else. It takes a
/// second or two; without it, only a process that waits for others is looked into.
/// </param>
internal sealed record HangLimits(TimeSpan Idle, TimeSpan Processor, bool NamesWaiting = true)
{
    /// <summary>How long a test runs, by the clock, until somebody who waits for it is told which one it is.</summary>
    public TimeSpan Long => Processor / 3;

    public static HangLimits OfATrainee { get; } = new(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(15));
}
