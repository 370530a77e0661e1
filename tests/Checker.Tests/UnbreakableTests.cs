using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using TrainingCamp.Checker.Lessons;
using TrainingCamp.Checker.Tests.Support;
using TrainingCamp.Checker.Verdicts;
using Xunit;

namespace TrainingCamp.Checker.Tests;

/// <summary>What may be wrong around a check: ports, disks, SDKs, other processes.</summary>
public sealed class UnbreakableTests : IDisposable
{
    private readonly GoldenLesson _lesson = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_port_that_an_answer_keeps_open_is_free_for_the_next_check()
    {
        // Below the ports that systems give out to clients: nobody else takes it in between.
        var port = Enumerable.Range(20_000, 10_000).First(IsFree);
        using var check = new LessonCheck(_lesson.Lesson, new Pristine(_lesson.Folder));
        var texts = new Dictionary<string, string> { ["Adder.cs"] = GoldenLesson.AnswerText("leaves-a-port").Replace("4711", $"{port}", StringComparison.Ordinal) };

        for (var time = 0; time < 2; time++)
        {
            var verdict = (await check.Check(_lesson.Lesson.Exercises, texts, cancellation: Cancellation))[0];
            Assert.True(verdict.Passed, verdict.ToJson().ToJsonString());
        }
    }

    [Theory]
    [InlineData("right")]
    [InlineData("leaves-a-child-and-exits")]
    [InlineData("fails-fast")]
    public async Task A_check_leaves_nothing_in_the_folder_for_temporary_files(string answer)
    {
        // MSBuild leaves things of its own, and is asked only once.
        await _lesson.Check("right");
        using var temporary = new TemporaryFolder();
        _lesson.Answer(answer);

        await Camp.RunWith(_lesson.Folder, new() { ["TMPDIR"] = temporary.Path }, "check");

        Assert.Empty(Directory.GetFileSystemEntries(temporary.Path).Select(Path.GetFileName));
    }

    // From another thread and later, as xunit does it otherwise, the end of the process would be the fault of the test before.
    [Fact]
    public async Task Tests_are_told_of_before_they_run()
    {
        await _lesson.Check("right");
        var settings = Path.Combine(Assert.Single(Directory.GetDirectories(Path.Combine(_lesson.Folder, "obj", "camp"), "run-*")), "xunit.runner.json");
        Assert.Equal("""{ "synchronousReporting": true }""", await File.ReadAllTextAsync(settings, Cancellation));
    }

    [Fact]
    public async Task Tests_that_are_not_as_they_came_are_noticed()
    {
        // The lesson as a tool would have brought it.
        using var tool = new TemporaryFolder();
        var tests = Path.Combine("tests", "AdderTests.cs");
        var kept = Path.Combine(tool.Path, "exercises", "42-golden");
        Directory.CreateDirectory(Path.Combine(kept, "tests"));
        File.Copy(Path.Combine(_lesson.Folder, "lesson.json"), Path.Combine(kept, "lesson.json"));
        await File.WriteAllTextAsync(Path.Combine(kept, tests), (await File.ReadAllTextAsync(Path.Combine(_lesson.Folder, tests), Cancellation)).ReplaceLineEndings("\r\n"), Cancellation);
        using var check = new LessonCheck(_lesson.Lesson, new Pristine(tool.Path));
        _lesson.Answer("wrong");
        Assert.Equal("", (await check.Check(_lesson.Lesson.Exercises, cancellation: Cancellation))[0].Note);

        var easier = (await File.ReadAllTextAsync(Path.Combine(_lesson.Folder, tests), Cancellation)).Replace("Equal(3,", "NotEqual(3,", StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(_lesson.Folder, tests), easier, Cancellation);
        var verdict = (await check.Check(_lesson.Lesson.Exercises, cancellation: Cancellation))[0];

        Assert.Contains("\"tests/AdderTests.cs\"", verdict.Note, StringComparison.Ordinal);
        Assert.Equal(verdict.Note, (string?)verdict.ToJson()["note"]);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_said()
    {
        // For root no folder is read-only; a file in the way is in everybody's way.
        await File.WriteAllTextAsync(Path.Combine(_lesson.Folder, "obj"), "", Cancellation);

        var camp = await Camp.Run(_lesson.Folder, "check");

        Assert.Equal(3, camp.ExitCode);
        Assert.Contains("Is the folder writable", camp.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_runtime_without_an_SDK_is_told_from_a_project_that_MSBuild_refuses()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the layout of dotnet's folder is looked at on Linux only");
        using var place = new TemporaryFolder();
        // …/shared/Microsoft.NETCore.App/10.0.0/ → …
        var dotnet = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));
        File.Copy(Path.Combine(dotnet, "dotnet"), Path.Combine(place.Path, "dotnet"));
        foreach (var folder in new[] { "host", "shared" })
            Directory.CreateSymbolicLink(Path.Combine(place.Path, folder), Path.Combine(dotnet, folder));

        var camp = await Camp.RunWith(_lesson.Folder, new() { ["DOTNET_ROOT"] = place.Path }, "check");

        Assert.Equal(3, camp.ExitCode);
        Assert.Contains("There is no .NET SDK on this machine", camp.Errors, StringComparison.Ordinal);
        Assert.Contains("camp doctor", camp.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_camp_that_is_killed_takes_the_running_tests_along()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        await File.WriteAllTextAsync(Path.Combine(_lesson.Folder, "Adder.cs"),
            GoldenLesson.AnswerText("says-when-it-loops").Replace("4711", $"{port}", StringComparison.Ordinal), Cancellation);
        using var camp = Camp.Start(_lesson.Folder, "check", "golden/adder");
        using var looping = await listener.AcceptTcpClientAsync(Cancellation);

        camp.Kill();

        await Processes.Gone(_lesson.Folder);
        // Also its end of the connection is closed, however the system closes it.
        await Assert.ThrowsAnyAsync<IOException>(() => looping.GetStream().ReadExactlyAsync(new byte[1], Cancellation).AsTask());
    }

    [Fact]
    public async Task A_camp_that_is_killed_while_it_writes_progress_leaves_it_whole()
    {
        var state = Directory.CreateDirectory(Path.Combine(_lesson.Folder, ".camp")).FullName;
        var progress = Path.Combine(state, "progress.json");
        await File.WriteAllTextAsync(progress, """{ "version": 1, "exercises": { "golden/other": { "hints": 2 } } }""", Cancellation);
        _lesson.Answer("right");
        using var writing = new FileSystemWatcher(state);
        using var camp = Camp.Start(_lesson.Folder, "check", "golden/adder");
        var killed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        writing.Created += (_, _) => Kill(camp, killed);
        writing.EnableRaisingEvents = true;
        await killed.Task.WaitAsync(TimeSpan.FromMinutes(1), Cancellation);
        await camp.WaitForExitAsync(Cancellation);

        var after = JsonNode.Parse(await File.ReadAllTextAsync(progress, Cancellation))!;
        Assert.Equal(2, (int)after["exercises"]!["golden/other"]!["hints"]!);
        Assert.Equal(0, (await Camp.Run(_lesson.Folder, "check", "golden/adder")).ExitCode);
    }

    public void Dispose() => _lesson.Dispose();

    private static bool IsFree(int port)
    {
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, port);
            probe.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static void Kill(Process camp, TaskCompletionSource killed)
    {
        camp.Kill();
        killed.TrySetResult();
    }
}
