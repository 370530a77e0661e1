using System.Collections.Concurrent;
using TrainingCamp.Checker.Verdicts;
using Xunit;

namespace TrainingCamp.Lessons.Tests;

/// <summary>
/// Every known mistake dies at the test it names, by the checker's own verdict. Runs beside <see cref="AnswerTests"/>, since much of its
/// time is waiting for what hangs.
/// </summary>
public sealed class MistakeTests
{
    [Theory, MemberData(nameof(AnswerTests.Lessons), MemberType = typeof(AnswerTests))]
    public async Task Every_mistake_is_rejected_by_the_test_it_names(string folder)
    {
        var lesson = Repository.Lesson(folder);
        var mistakes = Answer.Mistakes(lesson).ToLookup(mistake => mistake.DiesExplored);
        var kills = new ConcurrentDictionary<Answer, Kill>();

        // What only one order of steps shows is explored. Of the rest nearly all die at a first look; what does not has the checker's time.
        var faults = await Workers.Faults(() => new Explored(lesson), mistakes[true], async (explored, mistake, cancellation) =>
            Killed(mistake, (await explored.Found(mistake, cancellation)).FirstOrDefault(test => mistake.IsRejectedBy(mistake.Exercise.Races!, test))?.Outcome, 1)
                ? null : $"{mistake.Path} should be found by \"{mistake.RejectedBy}\".");
        await Workers.Faults(() => new QuickLook(lesson, Workers.ForWrongAnswers), mistakes[false], async (look, mistake, cancellation) =>
            Killed(mistake, await look.Rejects(mistake, cancellation), 1) ? null : mistake.Path);
        var more = await Workers.Faults(() => Checks.For(lesson, Workers.ForWrongAnswers), mistakes[false].Where(mistake => !kills.ContainsKey(mistake)).ToList(), async (check, mistake, _) =>
        {
            // A data race shows in nearly every run, not in every one; its mistake has to die in one of five.
            var (attempts, verdict) = (1, await Checks.Of(check, mistake, mistake.RejectedBy));
            while (attempts < 5 && !IsRejected(verdict, mistake))
                (attempts, verdict) = (attempts + 1, await Checks.Of(check, mistake, mistake.RejectedBy));
            return Killed(mistake, IsRejected(verdict, mistake) ? verdict.Outcome : null, attempts)
                ? null : $"{mistake.Path} should be rejected by \"{mistake.RejectedBy}\". {Checks.Describe(verdict)}";
        });

        if (Answer.Only is null)
            KillMatrix.Write(lesson, Answer.Mistakes(lesson).Select(mistake => kills.GetValueOrDefault(mistake, new Kill(mistake, "", 5))));
        Workers.None(faults.Concat(more));

        bool Killed(Answer mistake, Outcome? outcome, int attempts) => outcome is { } how && kills.TryAdd(mistake, new Kill(mistake, how.Name(), attempts));
    }

    private static bool IsRejected(Verdict verdict, Answer mistake)
    {
        if (mistake.RejectedBy.StartsWith(Answer.Compiler, StringComparison.Ordinal))
            return verdict.Outcome == Outcome.CompileError && verdict.Message.Contains(mistake.RejectedBy[Answer.Compiler.Length..], StringComparison.Ordinal);
        return verdict.Tests.Any(test => mistake.IsRejectedBy(mistake.Exercise.Tests, test));
    }
}
