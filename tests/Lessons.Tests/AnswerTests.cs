using TrainingCamp.Checker.Running;
using TrainingCamp.Checker.Verdicts;
using Xunit;

namespace TrainingCamp.Lessons.Tests;

/// <summary>
/// Every exercise proves itself: its stub fails, its reference passes, and right answers of another shape pass; <see cref="MistakeTests"/>
/// looks at what must not. The verdicts are the checker's own. One test checks all answers of a lesson and lists every fault.
/// </summary>
[Collection("Checks")]
public sealed class AnswerTests
{
    public static TheoryData<string> Lessons => [.. Repository.Lessons.Select(Repository.FolderName)];

    [Theory, MemberData(nameof(Lessons))]
    public async Task Every_test_fails_on_the_stub_because_it_is_not_implemented(string folder)
    {
        var lesson = Repository.Lesson(folder);
        using var check = Checks.For(lesson, HangLimits.OfATrainee);
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

        using var check = Checks.For(lesson, HangLimits.OfATrainee);
        var verdicts = await check.Check(lesson.Exercises, references, cancellation: TestContext.Current.CancellationToken);

        Workers.None(verdicts.Where(verdict => !verdict.Passed).Select(Checks.Describe));
    }

    [Theory, MemberData(nameof(Lessons))]
    public async Task Right_answers_of_another_shape_pass(string folder)
    {
        var lesson = Repository.Lesson(folder);
        Workers.None(await Workers.Faults(() => Checks.For(lesson, HangLimits.OfATrainee), Answer.Alternatives(lesson), async (check, alternative, _) =>
        {
            var verdict = await Checks.Of(check, alternative);
            return verdict.Passed ? null : $"{alternative.Path} should pass. {Checks.Describe(verdict)}";
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
        using var compiler = new AnswerCompiler(lesson, Compilers.Of);
        var faults = new List<string>();
        foreach (var exercise in lesson.Exercises)
            if (await compiler.Compile(exercise, Repository.Reference(lesson, exercise), path => lesson.IsTestOf(exercise, path), TestContext.Current.CancellationToken) is { Answers: null } whole)
                faults.Add($"{exercise.Id} {string.Join("; ", whole.Errors)}");
        Workers.None(faults);
    }
}
