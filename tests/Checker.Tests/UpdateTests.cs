using TrainingCamp.Checker.Lessons;
using TrainingCamp.Checker.Progress;
using TrainingCamp.Checker.Tests.Support;
using TrainingCamp.Checker.Updating;
using Xunit;

namespace TrainingCamp.Checker.Tests;

/// <summary>A lesson of one exercise, changed by its author and by its learner, one file at a time.</summary>
public sealed class UpdateTests : IDisposable
{
    private const string Json = """{"id":"sync","number":5,"title":"Locks","exercises":[{"id":"sync/counter","file":"Counter.cs","tests":"CounterTests"}]}""";

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("one two", "one two", "one 2", Change.Updated, "one 2")]
    [InlineData("one two", "uno two", "one two", Change.Kept, "uno two")]
    [InlineData("one two", "one 2", "one 2", Change.Current, "one 2")]
    [InlineData("one two three", "uno two three", "one two tres", Change.Merged, "uno two tres")]
    [InlineData("one two", "uno two", "ein two", Change.Conflict, "uno two")]
    [InlineData(null, null, "one", Change.Added, "one")]
    [InlineData("one", null, "two", Change.Kept, null)]
    [InlineData(null, "mine", "one", Change.Conflict, "mine")]
    [InlineData("one", "one", null, Change.Removed, null)]
    [InlineData("one", "uno", null, Change.Kept, "uno")]
    public void A_file_is_updated_by_what_was_what_is_mine_and_what_is_now(string? was, string? mine, string? now, Change change, string? result)
    {
        Write("Counter.cs", mine);

        var made = Assert.Single(Update(Files(was), Files(now)));

        Assert.Equal(change, made.Change);
        Assert.Equal(Lines(result), Read("Counter.cs"));
        if (Lines(mine) is { } before && before != Lines(result))
            Assert.Equal(before, File.ReadAllText(made.Copy!));
        Assert.Equal(change == Change.Conflict ? Lines(now) : null, made.Beside is null ? null : File.ReadAllText(made.Beside));
    }

    [Theory]
    [InlineData("Counter.cs", Change.Conflict, "mine")]
    [InlineData("my-name.csproj", Change.Conflict, "mine")]
    [InlineData("tests/CounterTests.cs", Change.Updated, "new")]
    public void Of_an_unknown_version_only_what_learners_do_not_write_is_replaced(string file, Change change, string result)
    {
        Write(file, "mine");

        var made = Assert.Single(Update(null, new() { [file.Replace("my-name", "Sync", StringComparison.Ordinal)] = "new\n" }));

        Assert.Equal((change, Lines(result)), (made.Change, Read(file)));
    }

    [Fact]
    public void Line_ends_and_a_byte_order_mark_are_the_learners_own_and_other_encodings_are_not_touched()
    {
        File.WriteAllText(PathOf("Counter.cs"), "\uFEFFuno\r\ntwo\r\nthree\r\n");
        Update(Files("one two three"), Files("one two tres"));
        Assert.Equal("\uFEFFuno\r\ntwo\r\ntres\r\n"u8, File.ReadAllBytes(PathOf("Counter.cs")));

        // "// 计数" in GBK.
        byte[] gbk = [0x2f, 0x2f, 0x20, 0xbc, 0xc6, 0xca, 0xfd, 0x0a];
        File.WriteAllBytes(PathOf("Counter.cs"), gbk);
        Assert.Equal(Change.Conflict, Assert.Single(Update(Files("one"), Files("two"))).Change);
        Assert.Equal(gbk, File.ReadAllBytes(PathOf("Counter.cs")));
    }

    [Theory]
    [InlineData("one two", Change.Updated, "one 2")]
    [InlineData("uno two", Change.Conflict, "uno two")]
    [InlineData("zero one two", Change.Merged, "zero one 2")]
    public void An_exercise_whose_file_was_renamed_takes_the_work_along(string mine, Change change, string result)
    {
        Write("Counter.cs", mine);

        var updates = Update(
            new() { [Lesson.FileName] = Json, ["Counter.cs"] = Lines("one two")! },
            new() { [Lesson.FileName] = Json.Replace("Counter.cs", "Tally.cs", StringComparison.Ordinal), ["Tally.cs"] = Lines("one 2")! });

        Assert.Equal(change, updates.Single(update => update.File == "Tally.cs").Change);
        Assert.Equal((null, Lines(result)), (Read("Counter.cs"), Read("Tally.cs")));
    }

    [Fact]
    public async Task Camp_update_shows_first_then_does_and_then_has_nothing_to_do()
    {
        var files = Pristine.OfThisTool.Files("sync")!;
        var old = files.ToDictionary(file => file.Key, file => file.Value);
        old["Counter.cs"] = "// an older stub\n" + old["Counter.cs"];
        old["tests/CounterTests.cs"] = "// older tests\n";
        foreach (var (file, text) in old)
            Write(file, text);
        Origin.Save(Path.Combine(_folder.Path, ".camp"), "sync", new Version(0, 0, 1), old);
        Write("Counter.cs", old["Counter.cs"] + "// an evening's work\n");

        var shown = await Camp.Run(_folder.Path, "update", "--dry-run", "--json");
        Assert.Equal(["Counter.cs merged", "tests/CounterTests.cs updated"], Changes(shown));
        Assert.Equal("// older tests\n", Read("tests/CounterTests.cs"));

        Assert.Equal(Changes(shown), Changes(await Camp.Run(_folder.Path, "update", "sync", "--json")));
        Assert.Equal(files["Counter.cs"] + "// an evening's work\n", Read("Counter.cs"));
        Assert.Equal(files["tests/CounterTests.cs"], Read("tests/CounterTests.cs"));
        Assert.Empty(Changes(await Camp.Run(_folder.Path, "update", "--json")));
    }

    public static TheoryData<string> Lessons => [.. Pristine.OfThisTool.Lessons.Select(lesson => lesson.Id)];

    [Theory, MemberData(nameof(Lessons))]
    public void The_tool_carries_of_each_lesson_the_files_that_scaffolding_gives(string lesson)
    {
        var accepted = Path.Combine(Repository(), "tests", "Templates.Tests", "accepted", $"scaffolded-camp-{lesson}.verified.txt");
        var scaffolded = File.ReadAllLines(accepted).Skip(1).TakeWhile(line => !line.StartsWith('#')).Where(line => !line.EndsWith(".csproj", StringComparison.Ordinal));

        Assert.Equal(scaffolded, Pristine.OfThisTool.Files(lesson)!.Keys.Where(file => !file.EndsWith(".csproj", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_lesson_that_a_newer_camp_updated_is_left_alone()
    {
        Write(Lesson.FileName, Json);
        Write(".camp/origin/sync.json", """{"version":1,"camp":"99.0.0","files":{}}""");

        var camp = await Camp.Run(_folder.Path, "update");

        Assert.Equal(3, camp.ExitCode);
        Assert.Contains("by camp 99.0.0", camp.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"version":1,"camp":"0.0.1","files":{"../victim.txt":"mine"}}""")]
    [InlineData("""{"version":1,"camp":"0.0.1","files":{"/etc/hostname":null}}""")]
    public async Task A_hostile_or_damaged_origin_is_an_unknown_one(string origin)
    {
        var lesson = Directory.CreateDirectory(PathOf("lesson")).FullName;
        File.WriteAllText(Path.Combine(lesson, Lesson.FileName), Json);
        Write("victim.txt", "mine");
        Write("lesson/.camp/origin/sync.json", origin);

        var camp = await Camp.Run(lesson, "update", "--json");

        Assert.Equal(0, camp.ExitCode);
        Assert.Equal("mine\n", Read("victim.txt"));
    }

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<string> Changes(Camp.Result camp) =>
        camp.Json["lessons"]![0]!["files"]!.AsArray().Select(file => $"{file!["file"]} {file["change"]}").Where(line => !line.EndsWith(" current", StringComparison.Ordinal) && !line.EndsWith(" kept", StringComparison.Ordinal));

    private IReadOnlyList<FileUpdate> Update(Dictionary<string, string>? was, Dictionary<string, string> now)
    {
        var lesson = new Lesson(_folder.Path, "sync", 5, "Locks", [new Exercise("sync/counter", "Counter.cs", "CounterTests")]);
        var update = new LessonUpdate(lesson, was, now);
        return update.Apply(update.Plan(), new Backups(PathOf(".camp"), TimeProvider.System));
    }

    private static Dictionary<string, string> Files(string? words) => words is null ? [] : new() { ["Counter.cs"] = Lines(words)! };

    private static string? Lines(string? words) => words is null ? null : words.Replace(' ', '\n') + "\n";

    private static string Repository([System.Runtime.CompilerServices.CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", ".."));

    private string PathOf(string file) => Path.Combine(_folder.Path, file);

    private string? Read(string file) => File.Exists(PathOf(file)) ? File.ReadAllText(PathOf(file)) : null;

    private void Write(string file, string? text)
    {
        if (text is null)
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(file))!);
        File.WriteAllText(PathOf(file), text.EndsWith('\n') ? text : Lines(text));
    }
}
