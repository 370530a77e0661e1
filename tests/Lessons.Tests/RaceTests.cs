using System.Collections.Concurrent;
using TrainingCamp.Checker.Lessons;
using Xunit;

namespace TrainingCamp.Lessons.Tests;

/// <summary>
/// Exploring schedules finds the mistakes that say so ("// Explored: race"), the same way every time, and finds nothing in right answers.
/// </summary>
public sealed class RaceTests
{
    public static TheoryData<string> Lessons =>
        [.. Repository.Lessons.Where(lesson => lesson.Exercises.Any(exercise => exercise.Races is not null)).Select(Repository.FolderName)];

    [Theory, MemberData(nameof(Lessons))]
    public async Task Right_answers_give_no_alarm(string folder)
    {
        var lesson = Repository.Lesson(folder);
        var references = lesson.Exercises.Where(exercise => Answer.Only is null || exercise.Id == Answer.Only)
            .Select(exercise => new Answer(lesson, exercise, exercise.File, File.ReadAllText(Path.Combine(Repository.SolutionFolder(lesson), exercise.File)), ""));
        NoneOf(await Faults(lesson, references.Concat(Answer.Alternatives(lesson)), outcomes => outcomes.Count > 0));
    }

    [Theory, MemberData(nameof(Lessons))]
    public async Task Mistakes_are_found_as_they_say(string folder)
    {
        var lesson = Repository.Lesson(folder);
        var mistakes = Answer.Mistakes(lesson).Where(mistake => mistake.Explored is not null).ToList();
        Assert.NotEmpty(mistakes);
        NoneOf(await Faults(lesson, mistakes, (mistake, outcomes) => !outcomes.Contains(mistake.Explored!)));
    }

    private static Task<List<string>> Faults(Lesson lesson, IEnumerable<Answer> answers, Func<IReadOnlyList<string>, bool> faulty) => Faults(lesson, answers, (_, outcomes) => faulty(outcomes));

    private static async Task<List<string>> Faults(Lesson lesson, IEnumerable<Answer> answers, Func<Answer, IReadOnlyList<string>, bool> faulty)
    {
        List<Explored> explorers = [new(lesson), new(lesson)];
        var free = new ConcurrentBag<Explored>(explorers);
        var faults = new ConcurrentBag<string>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = explorers.Count, CancellationToken = TestContext.Current.CancellationToken };
        await Parallel.ForEachAsync(answers.Where(answer => answer.Exercise.Races is not null), options, async (answer, cancellation) =>
        {
            free.TryTake(out var explored);
            var outcomes = await explored!.Outcomes(answer.Exercise, answer.Text, cancellation);
            free.Add(explored);
            if (faulty(answer, outcomes))
                faults.Add($"{answer.Path}: {(outcomes.Count == 0 ? "nothing found" : string.Join(", ", outcomes))}");
        });
        explorers.ForEach(explored => explored.Dispose());
        return [.. faults.Order(StringComparer.Ordinal)];
    }

    // Assert.Empty would cut the texts short.
    private static void NoneOf(List<string> faults) => Assert.True(faults.Count == 0, string.Join("\n", faults));
}
