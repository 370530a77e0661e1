using TrainingCamp.Checker.Verdicts;

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
    public TimeSpan Long { get; } = Processor / 3;

    /// <summary>
    /// How much processor time is used where another test of the class has hung: the exercise has not passed, whatever its other tests do, and
    /// somebody waits for the verdict. As much as ever unless it is set.
    /// </summary>
    public TimeSpan? ProcessorAfterHang { get; init; }

    public static HangLimits OfATrainee { get; } = new(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(15)) { ProcessorAfterHang = TimeSpan.FromSeconds(5) };

    /// <summary>The limits for tests of these classes, some of whose tests have run.</summary>
    public HangLimits For(IEnumerable<string> classes, IReadOnlyCollection<TestLog.Entry> entries) =>
        classes.All(name => entries.Any(entry => entry.Class == name && entry.Verdict.Outcome == Outcome.Hung)) ? this with { Processor = ProcessorAfterHang ?? Processor } : this;
}
