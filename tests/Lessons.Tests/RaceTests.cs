using TrainingCamp.Checker.Verdicts;
using Xunit;

namespace TrainingCamp.Lessons.Tests;

/// <summary>
/// Exploring schedules finds the mistakes that say so ("// Explored: race"), the same way every time, and finds nothing in right answers.
/// </summary>
[Collection("Checks")]
public sealed class RaceTests
{
    public static TheoryData<string> Lessons =>
        [.. Repository.Lessons.Where(lesson => lesson.Exercises.Any(exercise => exercise.Races is not null)).Select(Repository.FolderName)];

    [Theory, MemberData(nameof(Lessons))]
    public async Task Right_answers_give_no_alarm(string folder)
    {
        var lesson = Repository.Lesson(folder);
        var references = lesson.Exercises.Where(exercise => Answer.Only is null || exercise.Id == Answer.Only)
            .Select(exercise => new Answer(lesson, exercise, exercise.File, Repository.Reference(lesson, exercise), ""));
        await NoFaults(references.Concat(Answer.Alternatives(lesson)).Where(answer => answer.Exercise.Races is not null), (_, found) => found.Count == 0);
    }

    [Theory, MemberData(nameof(Lessons))]
    public async Task Mistakes_are_found_as_they_say(string folder)
    {
        var mistakes = Answer.Mistakes(Repository.Lesson(folder)).Where(mistake => mistake.Explored is not null).ToList();
        Assert.NotEmpty(mistakes);
        await NoFaults(mistakes, (mistake, found) => found.Any(test => test.Outcome.Name() == mistake.Explored
            && (!mistake.DiesExplored || mistake.IsRejectedBy(mistake.Exercise.Races!, test))));
    }

    private static async Task NoFaults(IEnumerable<Answer> answers, Func<Answer, IReadOnlyList<TestVerdict>, bool> right)
    {
        var all = answers.ToList();
        Workers.None(await Workers.Faults(() => new Explored(all[0].Lesson), all, async (explored, answer, cancellation) =>
        {
            var found = await explored.Found(answer, cancellation);
            return right(answer, found) ? null : $"{answer.Path}: {string.Join(", ", found.Select(test => $"{test.Name}: {test.Outcome.Name()} {test.Message}").DefaultIfEmpty("nothing found"))}";
        }));
    }
}
