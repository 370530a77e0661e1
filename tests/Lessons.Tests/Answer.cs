using System.Text.RegularExpressions;
using TrainingCamp.Checker.Lessons;
using TrainingCamp.Checker.Verdicts;

namespace TrainingCamp.Lessons.Tests;

/// <summary>A file under solutions/NN-slug/mistakes or alternatives: a whole answer to one exercise.</summary>
/// <param name="RejectedBy">For a mistake: "CounterTests.Some_test", a situation, "CounterRaces.Two_add_at_once", or "compiler CS1996".</param>
internal sealed partial record Answer(Lesson Lesson, Exercise Exercise, string Path, string Text, string RejectedBy)
{
    /// <summary>Begins what rejects a mistake that does not compile: "compiler CS1996".</summary>
    public const string Compiler = "compiler ";

    /// <summary>Whether the mistake names a situation, "CounterRaces.Two_add_at_once": exploring finds every time what a stress test may miss.</summary>
    public bool DiesExplored => Exercise.Races is { } races && RejectedBy.StartsWith(races + ".", StringComparison.Ordinal);

    /// <summary>Whether this test of this class is the one that the mistake names, and did not pass.</summary>
    public bool IsRejectedBy(string className, TestVerdict test) =>
        test.Outcome is not (Outcome.Passed or Outcome.Skipped) && $"{className}.{test.Name.Split('(')[0]}" == RejectedBy;

    /// <summary>What is wrong with it, in a few words: its first comment.</summary>
    public string Description => Wrong().Match(Text).Groups[1].Value;

    /// <summary>For a mistake: what exploring schedules finds, every time ("race", "deadlock", "failed"); null when it is no matter of schedules.</summary>
    public string? Explored => Found().Match(Text) is { Success: true } found ? found.Groups[1].Value : null;

    /// <summary>The id of the one exercise whose answers are looked at; for an author at work. Null for all.</summary>
    public static string? Only => Environment.GetEnvironmentVariable("CAMP_ONLY") is { Length: > 0 } id ? id : null;

    public static IEnumerable<Answer> Mistakes(Lesson lesson) => In(lesson, "mistakes");

    public static IEnumerable<Answer> Alternatives(Lesson lesson) => In(lesson, "alternatives");

    private static IEnumerable<Answer> In(Lesson lesson, string kind)
    {
        var root = System.IO.Path.Combine(Repository.SolutionFolder(lesson), kind);
        foreach (var exercise in lesson.Exercises.Where(exercise => Only is null || exercise.Id == Only))
        {
            var folder = System.IO.Path.Combine(root, exercise.Slug);
            var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.cs") : [];
            foreach (var file in files.Order(StringComparer.Ordinal))
            {
                var text = File.ReadAllText(file);
                yield return new Answer(lesson, exercise, System.IO.Path.GetRelativePath(Repository.Root, file), text, Header().Match(text).Groups[1].Value);
            }
        }
    }

    [GeneratedRegex(@"^// Rejected by: (\S.*?)\s*$", RegexOptions.Multiline)]
    private static partial Regex Header();

    [GeneratedRegex(@"^// Explored: (\S+)\s*$", RegexOptions.Multiline)]
    private static partial Regex Found();

    [GeneratedRegex(@"^// Mistake: (\S.*?)\s*$", RegexOptions.Multiline)]
    private static partial Regex Wrong();
}
