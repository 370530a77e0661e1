using System.Collections.Concurrent;
using TrainingCamp.Checker.Running;
using Xunit;

namespace TrainingCamp.Lessons.Tests;

/// <summary>Looks at many answers side by side: most of a check is waiting, above all for what hangs.</summary>
internal static class Workers
{
    private const int Count = 3;

    /// <summary>
    /// What is wrong may be found to hang sooner than a trainee's code is, and without asking who waits: a verdict that comes too early
    /// fails the same test.
    /// </summary>
    public static HangLimits ForWrongAnswers { get; } = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(6), NamesWaiting: false);

    /// <param name="make">A worker, which looks at one answer at a time.</param>
    /// <param name="look">What is wrong with an answer; null when nothing is.</param>
    /// <returns>What was found wrong, in order.</returns>
    public static async Task<IReadOnlyList<string>> Faults<TWorker>(
        Func<TWorker> make, IEnumerable<Answer> answers, Func<TWorker, Answer, CancellationToken, Task<string?>> look)
        where TWorker : IDisposable
    {
        var workers = Enumerable.Range(0, Count).Select(_ => make()).ToList();
        var free = new ConcurrentBag<TWorker>(workers);
        var faults = new ConcurrentBag<string>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = Count, CancellationToken = TestContext.Current.CancellationToken };
        await Parallel.ForEachAsync(answers, options, async (answer, cancellation) =>
        {
            free.TryTake(out var worker);
            if (await look(worker!, answer, cancellation) is { } fault)
                faults.Add(fault);
            free.Add(worker!);
        });
        workers.ForEach(worker => worker.Dispose());
        return [.. faults.Order(StringComparer.Ordinal)];
    }

    /// <summary>Fails with all faults; Assert.Empty would cut the texts short.</summary>
    public static void None(IEnumerable<string> faults) => Assert.True(!faults.Any(), string.Join("\n", faults));
}
