using System.Text.RegularExpressions;
using TrainingCamp.Checker.Lessons;
using Xunit;

namespace TrainingCamp.Lessons.Tests;

/// <summary>What a person reads: complete, and true to the code.</summary>
public sealed partial class ContentTests
{
    public static TheoryData<string> Lessons => AnswerTests.Lessons;

    [Theory, MemberData(nameof(Lessons))]
    public void Every_exercise_has_three_hints(string folder)
    {
        var lesson = Repository.Lesson(folder);
        var markdown = Read(lesson, "hints.md");
        Assert.All(lesson.Exercises, exercise =>
            Assert.Equal(["Concept", "Place", "Nearly the code"], Hints.Of(markdown, exercise.Id).Select(hint => hint.Title)));
    }

    [Theory, MemberData(nameof(Lessons))]
    public void The_text_names_every_exercise_and_fits_an_evening(string folder)
    {
        var lesson = Repository.Lesson(folder);
        var text = Read(lesson, "README.md");

        Assert.All(lesson.Exercises, exercise => Assert.Contains($"`{exercise.Id}`", text, StringComparison.Ordinal));
        Assert.InRange(text.Split('\n').Length, 75, 160);
        Assert.Contains("```mermaid", text, StringComparison.Ordinal);
        Assert.Contains("## When not to", text, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Lessons))]
    public void Instructors_get_times_and_questions(string folder)
    {
        var text = Read(Repository.Lesson(folder), "instructor.md");

        Assert.Contains("min", text, StringComparison.Ordinal);
        Assert.Contains("?", text, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Lessons))]
    public void Every_piece_of_csharp_stands_in_a_file_that_compiles(string folder)
    {
        var text = Read(Repository.Lesson(folder), "README.md");
        var fences = Fence().Matches(text);

        Assert.NotEmpty(fences);
        foreach (Match fence in fences)
        {
            var source = fence.Groups[1].Value;
            Assert.True(source.Length > 0, $"No <!-- from: file --> above:\n{fence.Value}");
            var code = Unindented(fence.Groups[2].Value.Split('\n'));
            var lines = File.ReadAllLines(Path.Combine(Repository.Root, source));
            var found = Enumerable.Range(0, Math.Max(0, lines.Length - code.Length + 1))
                .Any(start => Unindented(lines[start..(start + code.Length)]).SequenceEqual(code));
            Assert.True(found, $"Not a run of lines in {source}:\n{fence.Groups[2].Value}");
        }
    }

    // The solution lies over the stub: whoever scaffolds it must not lose the contract.
    [Theory, MemberData(nameof(Lessons))]
    public void A_solution_has_the_contract_of_its_stub(string folder)
    {
        var lesson = Repository.Lesson(folder);
        Assert.All(lesson.Exercises, exercise =>
            Assert.Equal(Contract(lesson.PathOf(exercise)), Contract(Path.Combine(Repository.SolutionFolder(lesson), exercise.File))));
    }

    private static List<string> Contract(string file) =>
        [.. File.ReadLines(file).Select(line => line.Trim()).Where(line => line.StartsWith("///", StringComparison.Ordinal))];

    [Theory, MemberData(nameof(Lessons))]
    public void Sections_that_failures_send_readers_to_exist(string folder)
    {
        var lesson = Repository.Lesson(folder);
        var headings = Heading().Matches(Read(lesson, "README.md")).Select(match => match.Groups[1].Value.Trim()).ToHashSet();
        var named = Directory.GetFiles(Path.Combine(lesson.Folder, "tests"), "*.cs").SelectMany(file => Section().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups[1].Value).Distinct();
        Assert.All(named, section => Assert.Contains(section, headings));
    }

    private static string Read(Lesson lesson, string file) => File.ReadAllText(Path.Combine(Repository.ContentFolder(lesson), file)).ReplaceLineEndings("\n");

    private static string[] Unindented(string[] lines)
    {
        var indent = lines.Where(line => line.Trim().Length > 0).Select(line => line.Length - line.TrimStart().Length).DefaultIfEmpty(0).Min();
        return [.. lines.Select(line => line.Length >= indent ? line[indent..].TrimEnd() : "")];
    }

    [GeneratedRegex(@"(?:<!-- from: (\S+?)(?:#\S+)? -->\n)?```csharp\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"README\.md, '([^'{]+)'")]
    private static partial Regex Section();
}
