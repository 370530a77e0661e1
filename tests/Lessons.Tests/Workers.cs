using System.Collections.Concurrent;
using TrainingCamp.Checker.Lessons;
using TrainingCamp.Checker.Running;
using TrainingCamp.Checker.Verdicts;
using Xunit;

namespace TrainingCamp.Lessons.Tests;

/// <summary>Checks many answers to a lesson side by side: most of a check is waiting, above all for what hangs.</summary>
internal static class Workers
{
    private const int Count = 3;

    // What is wrong may be found to hang sooner than a trainee's code is, and without asking who waits: a verdict that comes too
    // early fails the same test.
    private static readonly HangLimits ForWrongAnswers = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(6), NamesWaiting: false);

    private static ParallelOptions Options => new() { MaxDegreeOfParallelism = Count, CancellationToken = TestContext.Current.CancellationToken };

    /// <summary>The mistakes that a <see cref="QuickLook"/> sees rejected, and how.</summary>
    public static async Task<IReadOnlyDictionary<Answer, Outcome>> Rejected(Lesson lesson, IEnumerable<Answer> mistakes)
    {
        var looks = Enumerable.Range(0, Count).Select(_ => new QuickLook(lesson, ForWrongAnswers)).ToList();
        var free = new ConcurrentBag<QuickLook>(looks);
        var rejected = new ConcurrentDictionary<Answer, Outcome>();
        await Parallel.ForEachAsync(mistakes, Options, async (mistake, cancellation) =>
        {
            free.TryTake(out var look);
            if (await look!.Rejects(mistake, cancellation) is { } outcome)
                rejected[mistake] = outcome;
            free.Add(look);
        });
        looks.ForEach(look => look.Dispose());
        return rejected;
    }

    /// <param name="wrong">Whether the answers are expected to fail.</param>
    /// <returns>What <paramref name="look"/> found wrong, in order; it returns null when nothing is.</returns>
    public static async Task<IReadOnlyList<string>> Faults(
        Lesson lesson, IEnumerable<Answer> answers, Func<LessonCheck, Answer, Task<string?>> look, bool wrong = false)
    {
        var limits = wrong ? ForWrongAnswers : HangLimits.OfATrainee;
        var checks = Enumerable.Range(0, Count).Select(_ => new LessonCheck(lesson, Pristine.OfThisTool) { Limits = limits }).ToList();
        var free = new ConcurrentBag<LessonCheck>(checks);
        var faults = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(answers, Options, async (answer, _) =>
        {
            free.TryTake(out var check);
            if (await look(check!, answer) is { } fault)
                faults.Add(fault);
            free.Add(check!);
        });
        checks.ForEach(check => check.Dispose());
        return [.. faults.Order(StringComparer.Ordinal)];
    }
}
