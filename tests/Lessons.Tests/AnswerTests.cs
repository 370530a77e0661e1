using System.Collections.Concurrent;
using TrainingCamp.Checker.Lessons;
using TrainingCamp.Checker.Verdicts;
using Xunit;

namespace TrainingCamp.Lessons.Tests;

/// <summary>
/// Every exercise proves itself: its stub fails, its reference passes, every known mistake dies at the test it names, and
/// right answers of another shape pass. The verdicts are the checker's own. One test checks all answers of a lesson and lists
/// every fault, because the compiler and its output folders are shared.
/// </summary>
[Collection("Checks")]
public sealed class AnswerTests
{
    public static TheoryData<string> Lessons => [.. Repository.Lessons.Select(Repository.FolderName)];

    [Theory, MemberData(nameof(Lessons))]
    public async Task Every_test_fails_on_the_stub_because_it_is_not_implemented(string folder)
    {
        var lesson = Repository.Lesson(folder);
        using var check = Check(lesson);
        var verdicts = await check.Check(lesson.Exercises, cancellation: TestContext.Current.CancellationToken);

        var faults = verdicts.Where(v => v.Outcome != Outcome.NotImplemented).Select(v => $"{v.Id} is {v.Outcome}: {v.Message}")
            .Concat(verdicts.SelectMany(v => v.Tests.Where(t => t.Outcome != Outcome.NotImplemented).Select(t => $"{v.Id}: {t.Name} is {t.Outcome}: {t.Message}")));
        NoneOf(faults);
    }

    [Theory, MemberData(nameof(Lessons))]
    public async Task The_reference_passes(string folder)
    {
        var lesson = Repository.Lesson(folder);
        var references = lesson.Exercises.ToDictionary(e => e.File, e => File.ReadAllText(Path.Combine(Repository.SolutionFolder(lesson), e.File)));

        using var check = Check(lesson);
        var verdicts = await check.Check(lesson.Exercises, references, cancellation: TestContext.Current.CancellationToken);

        NoneOf(verdicts.Where(verdict => !verdict.Passed).Select(Describe));
    }

    [Theory, MemberData(nameof(Lessons))]
    public async Task Every_mistake_is_rejected_by_the_test_it_names(string folder)
    {
        var lesson = Repository.Lesson(folder);
        var mistakes = Answer.Mistakes(lesson).ToList();
        var seen = await Workers.Rejected(lesson, mistakes);
        var kills = new ConcurrentBag<Kill>(seen.Select(look => new Kill(look.Key, look.Value.Name(), 1)));
        var faults = await Workers.Faults(lesson, mistakes.Except(seen.Keys), async (check, mistake) =>
        {
            // A data race shows in nearly every run, not in every one; its mistake has to die in one of five. What is still alive then on
            // a busy machine is dead if exploring finds it, which camp check does, and RaceTests sees it done.
            var (attempts, verdict) = (1, await Of(check, mistake, mistake.RejectedBy));
            while (attempts < 5 && !IsRejected(verdict, mistake))
                (attempts, verdict) = (attempts + 1, await Of(check, mistake, mistake.RejectedBy));
            var rejected = IsRejected(verdict, mistake);
            kills.Add(new Kill(mistake, rejected ? verdict.Outcome.Name() : mistake.Explored ?? "", attempts));
            return rejected || mistake.Explored is not null ? null : $"{mistake.Path} should be rejected by \"{mistake.RejectedBy}\". {Describe(verdict)}";
        }, wrong: true);

        if (Answer.Only is null)
            KillMatrix.Write(lesson, kills);
        NoneOf(faults);
    }

    [Theory, MemberData(nameof(Lessons))]
    public async Task Right_answers_of_another_shape_pass(string folder)
    {
        var lesson = Repository.Lesson(folder);
        var faults = await Workers.Faults(lesson, Answer.Alternatives(lesson), async (check, alternative) =>
        {
            var verdict = await Of(check, alternative);
            return verdict.Passed ? null : $"{alternative.Path} should pass. {Describe(verdict)}";
        });

        NoneOf(faults);
    }

    [Theory, MemberData(nameof(Lessons))]
    public void Every_exercise_has_three_mistakes_and_a_right_answer_of_another_shape(string folder)
    {
        var lesson = Repository.Lesson(folder);
        var faults = from exercise in lesson.Exercises
                     let mistakes = Answer.Mistakes(lesson).Count(answer => answer.Exercise == exercise)
                     let alternatives = Answer.Alternatives(lesson).Count(answer => answer.Exercise == exercise)
                     where mistakes < 3 || alternatives < 1
                     select $"{exercise.Id}: {mistakes} mistakes, {alternatives} alternatives";
        NoneOf(faults);
    }

    // Assert.Empty would cut the texts short.
    private static void NoneOf(IEnumerable<string> faults) => Assert.True(!faults.Any(), string.Join("\n", faults));

    private static LessonCheck Check(Lesson lesson) => new(lesson, Pristine.OfThisTool);

    private static async Task<Verdict> Of(LessonCheck check, Answer answer, string? test = null)
    {
        var texts = new Dictionary<string, string> { [answer.Exercise.File] = answer.Text };
        return (await check.Check([answer.Exercise], texts, test, TestContext.Current.CancellationToken))[0];
    }

    private static bool IsRejected(Verdict verdict, Answer mistake)
    {
        if (mistake.RejectedBy.StartsWith("compiler ", StringComparison.Ordinal))
            return verdict.Outcome == Outcome.CompileError && verdict.Message.Contains(mistake.RejectedBy["compiler ".Length..], StringComparison.Ordinal);
        return verdict.Tests.Any(test => test.Outcome is not (Outcome.Passed or Outcome.Skipped) && $"{mistake.Exercise.Tests}.{test.Name.Split('(')[0]}" == mistake.RejectedBy);
    }

    private static string Describe(Verdict verdict) =>
        $"{verdict.Id} is {verdict.Outcome}. {verdict.Message} {string.Join("; ", verdict.Tests.Where(t => t.Outcome != Outcome.Passed).Select(t => $"{t.Name}: {t.Outcome}: {t.Message}"))}";
}
