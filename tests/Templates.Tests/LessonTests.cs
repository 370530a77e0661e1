using System.Text.RegularExpressions;
using Camp.Templates.Tests.Support;
using Microsoft.TemplateEngine.Abstractions;
using Xunit;

namespace Camp.Templates.Tests;

/// <summary>What every lesson's template does, in process.</summary>
public sealed class LessonTests(Pack pack)
{
    public static TheoryData<string> Lessons => new(Repository.Lessons);

    [Theory, MemberData(nameof(Lessons))]
    public async Task A_lesson_is_its_stubs_its_tests_and_its_text(string lesson)
    {
        var folder = await Create(lesson, "mine");
        Assert.Equal("mine.csproj", Path.GetFileName(Folder.Project(folder)));
        Faults.None(from file in Folder.Files(Repository.PathOf($"exercises/{lesson}"))
                    where file.EndsWith(".cs", StringComparison.Ordinal) && !file.StartsWith("obj/", StringComparison.Ordinal) && !file.StartsWith("bin/", StringComparison.Ordinal)
                    where !Same(Repository.PathOf($"exercises/{lesson}/{file}"), Path.Combine(folder, file))
                    select $"{file} is not the exercise's.");
        Assert.True(File.Exists(Path.Combine(folder, "tests/Patience.cs")), "The shared test support is missing.");
        Assert.True(Same(Repository.PathOf($"content/{lesson}/README.md"), Path.Combine(folder, "README.md")), "README.md is not the lesson's.");
    }

    [Theory, MemberData(nameof(Lessons))]
    public async Task A_lesson_has_nothing_of_this_repositorys_machinery(string lesson)
    {
        var folder = await Create(lesson, "mine");
        var files = Folder.Files(folder);
        Assert.Single(files, file => file.EndsWith(".csproj", StringComparison.Ordinal));
        Faults.None(from file in files
                    where file.EndsWith(".targets", StringComparison.Ordinal) || file.Contains("mistakes/") || file.Contains("alternatives/")
                        || file.EndsWith(".received.txt", StringComparison.Ordinal) || file.EndsWith("instructor.md", StringComparison.Ordinal)
                    select file);
        Faults.None(from file in files
                    where file.EndsWith(".csproj", StringComparison.Ordinal) || file.EndsWith(".props", StringComparison.Ordinal)
                    where Regex.IsMatch(File.ReadAllText(Path.Combine(folder, file)), @"\.\.[\\/]|exercises[\\/]|solutions[\\/]")
                    select $"{file} reaches out of the lesson's folder.");
    }

    [Theory, MemberData(nameof(Lessons))]
    public async Task The_solution_lies_over_the_stubs(string lesson)
    {
        var folder = await Create(lesson, "mine", "solution");
        var answers = Directory.GetFiles(Repository.PathOf($"solutions/{lesson}"), "*.cs");
        Assert.NotEmpty(answers);
        Assert.All(answers, answer => Assert.True(Same(answer, Path.Combine(folder, Path.GetFileName(answer))), answer));
        Assert.True(File.Exists(Path.Combine(folder, "instructor.md")), "An instructor's copy has the notes.");
        Faults.None(from file in Directory.GetFiles(folder, "*.cs")
                    where File.ReadAllText(file).Contains("NotImplementedException")
                    select $"{Path.GetFileName(file)} is still a stub.");
    }

    [Theory, MemberData(nameof(Lessons))]
    public async Task The_code_does_not_depend_on_the_name(string lesson)
    {
        var (one, other) = (await Create(lesson, "one"), await Create(lesson, "待办 Api"));
        Assert.Equal(Folder.Files(one).Where(file => file != "one.csproj"), Folder.Files(other).Where(file => file != "待办 Api.csproj"));
        Assert.All(Folder.Files(one).Where(file => file != "one.csproj"),
            file => Assert.True(Same(Path.Combine(one, file), Path.Combine(other, file)), file));
        Assert.True(Same(Folder.Project(one), Folder.Project(other)), "The project files differ.");
    }

    // The workspace's root has both. What is overwritten here is refused by dotnet new (CommandLineTests).
    [Theory, MemberData(nameof(Lessons))]
    public async Task A_folder_that_is_taken_would_be_overwritten(string lesson)
    {
        foreach (var taken in new[] { "README.md", "Directory.Packages.props", "lesson.json" })
        {
            var folder = pack.EmptyFolder();
            File.WriteAllText(Path.Combine(folder, taken), "mine");
            var created = await pack.Engine.Create(pack.LessonIn(lesson), "other", folder);
            Assert.Contains(created.CreationEffects!.FileChanges,
                change => change.ChangeKind == ChangeKind.Overwrite && Path.GetFileName(change.TargetRelativePath) == taken);
        }
    }

    private async Task<string> Create(string lesson, string name, params string[] switches)
    {
        var folder = pack.EmptyFolder();
        await pack.Engine.Create(pack.LessonIn(lesson), name, folder, switches);
        return folder;
    }

    private static bool Same(string expected, string actual) =>
        File.Exists(actual) && File.ReadAllText(expected) == File.ReadAllText(actual);
}
