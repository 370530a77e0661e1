using Camp.Templates.Tests.Support;
using Xunit;

namespace Camp.Templates.Tests;

/// <summary>The walk of CONTRIBUTING.md, "Adding a lesson", in a copy of this repository.</summary>
public sealed class AddingALessonTests(Pack pack)
{
    [Fact]
    public async Task A_new_lesson_goes_through_everything_at_once()
    {
        var repository = await Copy();
        (await pack.New(repository, "camp-lesson", "-n", "17-caching")).MustSucceed();

        var solution = File.ReadAllText(Path.Combine(repository, "Camp.slnx"));
        Assert.Contains("exercises/17-caching/Caching.csproj", solution);
        Assert.Contains("solutions/17-caching/Caching.Solution.csproj", solution);
        Assert.Contains("\"number\": 17,", File.ReadAllText(Path.Combine(repository, "exercises/17-caching/lesson.json")));

        var answers = Path.Combine(repository, "solutions/17-caching");
        await Folder.BuildsWithoutWarning(Path.Combine(answers, "Caching.Solution.csproj"));
        (await RunTests(answers, "Caching.Solution")).MustSucceed();

        var stubs = Path.Combine(repository, "exercises/17-caching");
        await Folder.BuildsWithoutWarning(Path.Combine(stubs, "Caching.csproj"));
        var failed = (await RunTests(stubs, "Caching")).MustExit(1).Output;
        Assert.Contains("Total: 5, Errors: 0, Failed: 5", failed);
        Assert.Equal(5, failed.Split("NotImplementedException : ").Length - 1);
    }

    [Fact]
    public async Task A_new_lessons_own_template_is_sound_and_works()
    {
        var repository = await Copy();
        await pack.Engine.Create(pack.Template("camp-lesson"), "18-rate-shaping", repository);

        using var engine = new Engine(Path.Combine(pack.EmptyFolder(), "engine"));
        var scanned = await engine.Scan(repository);
        Faults.None(scanned.Single(template => template.ShortName == "camp-rate-shaping").Remarks);

        var lesson = pack.EmptyFolder();
        var template = (await engine.Install(repository)).Single(template => template.ShortNameList.Contains("camp-rate-shaping"));
        await engine.Create(template, "mine", lesson);
        Assert.Superset(new HashSet<string> { "Tally.cs", "README.md", "hints.md", "lesson.json", "mine.csproj", "tests/snapshots/Tally.verified.txt" },
            Folder.Files(lesson).ToHashSet());
        Assert.Contains("namespace Camp.RateShaping;", File.ReadAllText(Path.Combine(lesson, "Tally.cs")));
    }

    [Theory]
    [InlineData("17-caching", "17-caching", 17, "caching", "Caching")]
    [InlineData("05-x", "05-x", 5, "x", "X")]
    [InlineData("7-caching", "07-caching", 7, "caching", "Caching")]
    [InlineData("caching", "99-caching", 99, "caching", "Caching")]
    [InlineData("18-RateShaping", "18-rate-shaping", 18, "rate-shaping", "RateShaping")]
    [InlineData("17 Caching!", "17-caching", 17, "caching", "Caching")]
    [InlineData("17-class", "17-class", 17, "class", "Class")]
    [InlineData("123-foo", "99-foo", 99, "foo", "Foo")]
    [InlineData("17-2fa", "17-fa", 17, "fa", "Fa")]
    [InlineData("17-con", "17-con-lesson", 17, "con-lesson", "ConLesson")]
    [InlineData("待办", "99-lesson", 99, "lesson", "Lesson")]
    [InlineData("17", "99-lesson", 99, "lesson", "Lesson")]
    [InlineData("00-zero", "99-zero", 99, "zero", "Zero")]
    [InlineData("$(x);%41", "99-x-41", 99, "x-41", "X41")]
    public async Task Any_name_becomes_a_number_and_a_slug(string name, string folder, int number, string slug, string pascal)
    {
        var root = pack.EmptyFolder();
        await pack.Engine.Create(pack.Template("camp-lesson"), name, root);

        Assert.All(Repository.LessonTrees, tree =>
            Assert.Equal([folder], Directory.GetDirectories(Path.Combine(root, tree)).Select(Path.GetFileName)));
        var lesson = File.ReadAllText(Path.Combine(root, "exercises", folder, "lesson.json"));
        Assert.Contains($"\"id\": \"{slug}\",", lesson);
        Assert.Contains($"\"number\": {number},", lesson);
        Assert.True(File.Exists(Path.Combine(root, "exercises", folder, pascal + ".csproj")));
        Assert.True(File.Exists(Path.Combine(root, "solutions", folder, pascal + ".Solution.csproj")));
    }

    [Fact]
    public async Task No_placeholder_is_left_in_a_new_lesson()
    {
        var root = pack.EmptyFolder();
        await pack.Engine.Create(pack.Template("camp-lesson"), "17-caching", root);
        Faults.None(from file in Folder.Files(root)
                    from placeholder in new[] { "newlesson", "new-lesson", "4242", "new-template" }
                    where (file + File.ReadAllText(Path.Combine(root, file))).Contains(placeholder, StringComparison.OrdinalIgnoreCase)
                    select $"'{placeholder}' in {file}");
    }

    [Fact]
    public async Task A_lesson_that_is_there_is_not_overwritten()
    {
        var repository = await Copy();
        var lesson = Repository.Lessons[0];
        var before = File.ReadAllText(Path.Combine(repository, $"exercises/{lesson}/lesson.json"));
        (await pack.New(repository, "camp-lesson", "-n", lesson)).MustExit(73);
        Assert.Equal(before, File.ReadAllText(Path.Combine(repository, $"exercises/{lesson}/lesson.json")));
    }

    private async Task<string> Copy()
    {
        var copy = pack.EmptyFolder("repository");
        foreach (var file in await Repository.Files())
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(copy, file))!);
            File.Copy(Repository.PathOf(file), Path.Combine(copy, file));
        }
        return copy;
    }

    private static Task<Command> RunTests(string folder, string name) =>
        Command.Run(folder, Path.Combine(folder, "bin/Debug/net10.0", name), "-noColor");
}
