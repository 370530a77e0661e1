using System.Collections.Concurrent;
using TrainingCamp.Checker.Lessons;
using TrainingCamp.Checker.Running;
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
        using var check = Check(lesson, HangLimits.OfATrainee);
        var verdicts = await check.Check(lesson.Exercises, cancellation: TestContext.Current.CancellationToken);

        var faults = verdicts.Where(v => v.Outcome != Outcome.NotImplemented).Select(v => $"{v.Id} is {v.Outcome}: {v.Message}")
            .Concat(verdicts.SelectMany(v => v.Tests.Where(t => t.Outcome != Outcome.NotImplemented).Select(t => $"{v.Id}: {t.Name} is {t.Outcome}: {t.Message}")));
        Workers.None(faults);
    }

    [Theory, MemberData(nameof(Lessons))]
    public async Task The_reference_passes(string folder)
    {
        var lesson = Repository.Lesson(folder);
        var references = lesson.Exercises.ToDictionary(e => e.File, e => Repository.Reference(lesson, e));

        using var check = Check(lesson, HangLimits.OfATrainee);
        var verdicts = await check.Check(lesson.Exercises, references, cancellation: TestContext.Current.CancellationToken);

        Workers.None(verdicts.Where(verdict => !verdict.Passed).Select(Describe));
    }

    [Theory, MemberData(nameof(Lessons))]
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
        var more = await Workers.Faults(() => Check(lesson, Workers.ForWrongAnswers), mistakes[false].Where(mistake => !kills.ContainsKey(mistake)).ToList(), async (check, mistake, _) =>
        {
            // A data race shows in nearly every run, not in every one; its mistake has to die in one of five.
            var (attempts, verdict) = (1, await Of(check, mistake, mistake.RejectedBy));
            while (attempts < 5 && !IsRejected(verdict, mistake))
                (attempts, verdict) = (attempts + 1, await Of(check, mistake, mistake.RejectedBy));
            return Killed(mistake, IsRejected(verdict, mistake) ? verdict.Outcome : null, attempts)
                ? null : $"{mistake.Path} should be rejected by \"{mistake.RejectedBy}\". {Describe(verdict)}";
        });

        if (Answer.Only is null)
            KillMatrix.Write(lesson, Answer.Mistakes(lesson).Select(mistake => kills.GetValueOrDefault(mistake, new Kill(mistake, "", 5))));
        Workers.None(faults.Concat(more));

        bool Killed(Answer mistake, Outcome? outcome, int attempts) => outcome is { } how && kills.TryAdd(mistake, new Kill(mistake, how.Name(), attempts));
    }

    [Theory, MemberData(nameof(Lessons))]
    public async Task Right_answers_of_another_shape_pass(string folder)
    {
        var lesson = Repository.Lesson(folder);
        Workers.None(await Workers.Faults(() => Check(lesson, HangLimits.OfATrainee), Answer.Alternatives(lesson), async (check, alternative, _) =>
        {
            var verdict = await Of(check, alternative);
            return verdict.Passed ? null : $"{alternative.Path} should pass. {Describe(verdict)}";
        }));
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
        Workers.None(faults);
    }

    // Otherwise nothing would be wrong, and every check of the lesson slower.
    [Theory, MemberData(nameof(Lessons))]
    public async Task References_and_tests_compile_in_two(string folder)
    {
        var lesson = Repository.Lesson(folder);
        using var compiler = new AnswerCompiler(lesson, (_, call) => new(lesson.Folder, call));
        var faults = new List<string>();
        foreach (var exercise in lesson.Exercises)
            if (await compiler.Compile(exercise, Repository.Reference(lesson, exercise), path => lesson.IsTestOf(exercise, path), TestContext.Current.CancellationToken) is { Answers: null } whole)
                faults.Add($"{exercise.Id} {string.Join("; ", whole.Errors)}");
        Workers.None(faults);
    }

    private static LessonCheck Check(Lesson lesson, HangLimits limits) => new(lesson, Pristine.OfThisTool) { Limits = limits, Compiler = Compilers.Of };

    private static async Task<Verdict> Of(LessonCheck check, Answer answer, string? test = null)
    {
        var texts = new Dictionary<string, string> { [answer.Exercise.File] = answer.Text };
        return (await check.Check([answer.Exercise], texts, test, cancellation: TestContext.Current.CancellationToken))[0];
    }

    private static bool IsRejected(Verdict verdict, Answer mistake)
    {
        if (mistake.RejectedBy.StartsWith(Answer.Compiler, StringComparison.Ordinal))
            return verdict.Outcome == Outcome.CompileError && verdict.Message.Contains(mistake.RejectedBy[Answer.Compiler.Length..], StringComparison.Ordinal);
        return verdict.Tests.Any(test => mistake.IsRejectedBy(mistake.Exercise.Tests, test));
    }

    private static string Describe(Verdict verdict) =>
        $"{verdict.Id} is {verdict.Outcome}. {verdict.Message} {string.Join("; ", verdict.Tests.Where(t => t.Outcome != Outcome.Passed).Select(t => $"{t.Name}: {t.Outcome}: {t.Message}"))}";
}
