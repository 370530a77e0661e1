using System.Collections.Concurrent;
using TrainingCamp.Checker.Lessons;
using TrainingCamp.Checker.Verdicts;
using Xunit;

namespace TrainingCamp.Lessons.Tests;

/// <summary>Checks many answers to a lesson side by side: most of a check is waiting, above all for what hangs.</summary>
internal static class Workers
{
    private const int Count = 3;

    // What is wrong may be found to hang sooner than a trainee's code is: a verdict that comes too early fails the same test.
    private static readonly TimeSpan IdleLimit = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(8);

    /// <param name="wrong">Whether the answers are expected to fail.</param>
    /// <returns>What <paramref name="look"/> found wrong, in order; it returns null when nothing is.</returns>
    public static async Task<IReadOnlyList<string>> Faults(
        Lesson lesson, IEnumerable<Answer> answers, Func<LessonCheck, Answer, Task<string?>> look, bool wrong = false)
    {
        var free = new ConcurrentBag<LessonCheck>(Enumerable.Range(1, Count).Select(number =>
            wrong
                ? new LessonCheck(lesson, Pristine.OfThisTool, $"camp-{number}") { IdleLimit = IdleLimit, Limit = Limit }
                : new LessonCheck(lesson, Pristine.OfThisTool, $"camp-{number}")));
        var faults = new ConcurrentBag<string>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = Count, CancellationToken = TestContext.Current.CancellationToken };
        await Parallel.ForEachAsync(answers, options, async (answer, _) =>
        {
            free.TryTake(out var check);
            if (await look(check!, answer) is { } fault)
                faults.Add(fault);
            free.Add(check!);
        });
        return [.. faults.Order(StringComparer.Ordinal)];
    }
}
