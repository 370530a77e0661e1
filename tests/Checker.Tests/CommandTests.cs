using TrainingCamp.Checker.Tests.Support;
using Xunit;

namespace TrainingCamp.Checker.Tests;

public sealed class CommandTests : IDisposable
{
    private readonly GoldenLesson _lesson = new();

    private string ProgressPath => Path.Combine(_lesson.Folder, ".camp", "progress.json");

    [Theory]
    [InlineData("42")]
    [InlineData("42-golden")]
    [InlineData("golden")]
    [InlineData("42 golden")]
    [InlineData("golden/adder")]
    [InlineData("adder")]
    [InlineData("golden/Adder.cs")]
    public async Task Check_takes_every_way_to_name_an_exercise(string name)
    {
        _lesson.Answer("right");

        var camp = await Camp.Run(_lesson.Folder, "check", name, "--json");

        Assert.Equal(0, camp.ExitCode);
        var exercise = camp.Json["exercises"]!.AsArray()[0]!;
        Assert.Equal("golden/adder", (string?)exercise["id"]);
        Assert.Equal("passed", (string?)exercise["outcome"]);
        Assert.Equal(["elapsedMs", "id", "message", "outcome", "tests"], exercise.AsObject().Select(field => field.Key).Order());
        Assert.Equal(3, exercise["tests"]!.AsArray().Count);
    }

    [Fact]
    public async Task Check_of_a_stub_ends_with_1_and_says_what_to_do_next()
    {
        var camp = await Camp.Run(_lesson.Folder, "check", "--plain");

        Assert.Equal(1, camp.ExitCode);
        Assert.Contains("golden/adder             not implemented", camp.Output, StringComparison.Ordinal);
        Assert.Contains("golden/other             passed", camp.Output, StringComparison.Ordinal);
        Assert.Contains("1 of 2 passed. Stuck? camp hint golden/adder", camp.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plain_output_has_neither_colours_nor_symbols()
    {
        _lesson.Answer("wrong");
        foreach (var command in new[] { "check", "list", "doctor", "hint" })
        {
            var camp = await Camp.Run(_lesson.Folder, command, "--plain");
            var foreign = camp.Output.Replace(_lesson.Folder, "", StringComparison.Ordinal).Where(letter => letter is not ('\n' or '\r') and (< ' ' or > '~')).Distinct();
            Assert.Empty(foreign);
        }
    }

    [Theory]
    [InlineData(2, "No lesson or exercise is called \"nope\"", "check", "nope")]
    [InlineData(2, "not both", "check", "golden", "--all")]
    [InlineData(2, "Unrecognized command or argument 'frobnicate'", "frobnicate")]
    [InlineData(2, "names 2 exercises", "reset", "golden")]
    [InlineData(2, "not passed yet", "solution", "golden/adder")]
    [InlineData(2, "--step is \"4\"", "hint", "golden/adder", "--step", "4")]
    [InlineData(3, "nothing was changed", "reset", "golden/adder")]
    public async Task Wrong_use_is_told_with_what_would_be_valid(int exitCode, string message, params string[] arguments)
    {
        var text = await Camp.Run(_lesson.Folder, arguments);
        var json = await Camp.Run(_lesson.Folder, [.. arguments, "--json"]);

        Assert.Equal((exitCode, exitCode), (text.ExitCode, json.ExitCode));
        Assert.Contains(message, text.Errors, StringComparison.Ordinal);
        Assert.Contains(message, (string?)json.Json["error"]!["message"]!, StringComparison.Ordinal);
        Assert.Empty(text.Output);
    }

    [Fact]
    public async Task A_folder_without_a_lesson_is_a_broken_workspace()
    {
        using var empty = new TemporaryFolder();

        var camp = await Camp.Run(empty.Path, "list");

        Assert.Equal(3, camp.ExitCode);
        Assert.Contains("dotnet new camp-sync -o 05-sync", camp.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lesson.json", "{", "cannot be read")]
    [InlineData("lesson.json", "{\"id\":\"../x\",\"number\":1}", "must look like")]
    [InlineData("lesson.json", "{\"id\":\"x\",\"number\":1,\"exercises\":[{\"id\":\"x/y\",\"file\":\"../../a.cs\",\"tests\":\"ATests\"}]}", "must look like \"Counter.cs\"")]
    [InlineData("lesson.json", "{\"id\":\"x\",\"number\":1,\"exercises\":[{\"id\":\"x/y\",\"file\":\"A.cs\",\"tests\":\"ATests\",\"races\":\"ARaces\",\"schedules\":0}]}", "it must be 20 to 2,000")]
    [InlineData("Golden.csproj", "<Project", "MSBuild refuses")]
    public async Task A_broken_lesson_is_told_by_its_file(string file, string text, string message)
    {
        await File.WriteAllTextAsync(Path.Combine(_lesson.Folder, file), text, TestContext.Current.CancellationToken);

        var camp = await Camp.Run(_lesson.Folder, "check");

        Assert.Equal(3, camp.ExitCode);
        Assert.Contains(message, camp.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", camp.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hints_come_one_step_at_a_time()
    {
        var titles = new List<string>();
        for (var call = 0; call < 4; call++)
            titles.Add((string)(await Camp.Run(_lesson.Folder, "hint", "golden/adder", "--json")).Json["title"]!);

        Assert.Equal(["Concept", "Place", "Nearly the code", "Nearly the code"], titles);
    }

    [Fact]
    public async Task What_passed_stays_passed_when_the_lesson_moves_and_gets_another_number()
    {
        _lesson.Answer("right");
        await Camp.Run(_lesson.Folder, "check");
        var moved = _lesson.Folder + " moved";
        Directory.Move(_lesson.Folder, moved);
        var json = Path.Combine(moved, "lesson.json");
        await File.WriteAllTextAsync(json, (await File.ReadAllTextAsync(json, TestContext.Current.CancellationToken)).Replace("42", "7", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var camp = await Camp.Run(moved, "list", "--json");

        Assert.All(camp.Json["lessons"]![0]!["exercises"]!.AsArray(), exercise => Assert.True((bool)exercise!["passed"]!));
    }

    [Fact]
    public async Task A_damaged_progress_file_is_kept_aside_and_said()
    {
        Write("{ \"version\": 1, \"exercises\": ");

        var camp = await Camp.Run(_lesson.Folder, "list");

        Assert.Contains("progress.json.damaged", camp.Errors, StringComparison.Ordinal);
        Assert.Equal("{ \"version\": 1, \"exercises\": ", await File.ReadAllTextAsync(ProgressPath + ".damaged", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_newer_progress_file_is_left_as_it_is()
    {
        const string newer = "{ \"version\": 99, \"marks\": [] }";
        Write(newer);
        _lesson.Answer("right");

        var camp = await Camp.Run(_lesson.Folder, "check");

        Assert.Equal(0, camp.ExitCode);
        Assert.Contains("newer camp (version 99", camp.Errors, StringComparison.Ordinal);
        Assert.Equal(newer, await File.ReadAllTextAsync(ProgressPath, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Run_shows_the_demo_with_the_code_of_the_trainee()
    {
        _lesson.Answer("right");

        var camp = await Camp.Run(_lesson.Folder, "run", "golden", "--json");

        Assert.Equal((0, "1 + 2 = 3"), (camp.ExitCode, (string)camp.Json["output"]!));
    }

    [Fact]
    public async Task A_lesson_without_a_demo_says_so()
    {
        Directory.Delete(Path.Combine(_lesson.Folder, "demo"), recursive: true);

        var camp = await Camp.Run(_lesson.Folder, "run", "--json");

        Assert.Equal(2, camp.ExitCode);
        Assert.Contains("has no demo", (string)camp.Json["error"]!["message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_finds_nothing_wrong_with_a_sound_lesson()
    {
        var camp = await Camp.Run(_lesson.Folder, "doctor", "--json");

        Assert.Equal(0, camp.ExitCode);
        Assert.All(camp.Json["findings"]!.AsArray(), finding => Assert.True((bool)finding!["ok"]!, finding.ToJsonString()));
    }

    public void Dispose()
    {
        _lesson.Dispose();
        if (Directory.Exists(_lesson.Folder + " moved"))
            Directory.Delete(_lesson.Folder + " moved", recursive: true);
    }

    private void Write(string progress)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(ProgressPath)!);
        File.WriteAllText(ProgressPath, progress);
    }
}
