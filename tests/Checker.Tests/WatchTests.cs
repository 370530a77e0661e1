using System.Net;
using System.Net.Sockets;
using System.Text;
using TrainingCamp.Checker.Tests.Support;
using Xunit;

namespace TrainingCamp.Checker.Tests;

/// <summary>One watch lives through everything that a trainee's code, editor or disk may do; each test leaves the right answer behind.</summary>
public sealed class WatchTests(WatchedLesson watch) : IClassFixture<WatchedLesson>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Adder => Path.Combine(watch.Lesson.Folder, "Adder.cs");

    [Theory]
    [InlineData("wrong", "failed", "Expected: 3")]
    [InlineData("does-not-compile", "compile-error", "CS0103")]
    [InlineData("exits", "crashed", "Environment.Exit")]
    [InlineData("fails-fast", "crashed", "no way to go on")]
    [InlineData("stack-overflow", "crashed", "Stack overflow")]
    [InlineData("throws-on-a-thread", "crashed", "nobody catches me")]
    [InlineData("floods", "flooded", "more than 4 MB")]
    [InlineData("grows", "crashed", "Out of memory")]
    [InlineData("leaves-a-child", "passed", "")]
    [InlineData("leaves-a-child-and-exits", "crashed", "Environment.Exit")]
    [InlineData("deadlock", "hung", "Adder.Hold at Adder.cs:")]
    public async Task The_watch_goes_on_after(string answer, string outcome, string message)
    {
        var verdict = await watch.Save(answer);

        Assert.Equal(outcome, (string?)verdict["outcome"]);
        Assert.Contains(message, verdict.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }), StringComparison.Ordinal);
        await AssertGoesOn();
        // What is left: the watch, and at most the host that waits for the next save.
        Assert.DoesNotContain(Processes.Of(watch.Lesson.Folder), process => process.ProcessName == "sleep");
    }

    [Fact]
    public async Task A_save_while_a_test_loops_without_end_is_judged_at_once()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        await File.WriteAllTextAsync(Adder, GoldenLesson.AnswerText("says-when-it-loops").Replace("4711", $"{port}", StringComparison.Ordinal), Cancellation);
        using var looping = await listener.AcceptTcpClientAsync(Cancellation);

        await AssertGoesOn();
    }

    [Fact]
    public async Task A_file_that_is_deleted_is_missed_and_may_come_back()
    {
        File.Delete(Adder);
        Assert.Contains("camp reset golden/adder", (string?)(await watch.Next())["message"], StringComparison.Ordinal);

        await AssertGoesOn();
    }

    [Fact]
    public async Task A_file_that_is_renamed_is_missed_and_may_come_back()
    {
        File.Move(Adder, Adder + ".old");
        Assert.Equal("compile-error", (string?)(await watch.Next())["outcome"]);

        File.Move(Adder + ".old", Adder);
        Assert.Equal("passed", (string?)(await watch.Next())["outcome"]);
    }

    // As many editors save: a new file takes the old one's place.
    [Fact]
    public async Task A_file_that_is_replaced_counts_as_saved()
    {
        await File.WriteAllTextAsync(Adder + "~", GoldenLesson.AnswerText("wrong"), Cancellation);
        File.Move(Adder + "~", Adder, overwrite: true);
        Assert.Equal("failed", (string?)(await watch.Next())["outcome"]);

        await AssertGoesOn();
    }

    [Fact]
    public async Task Of_two_saves_at_once_the_last_one_counts()
    {
        watch.Lesson.Answer("wrong");
        watch.Lesson.Answer("does-not-compile");
        watch.Lesson.Answer("right");
        await watch.Until("passed");

        // Nothing of the earlier texts comes after.
        Assert.Equal("failed", (string?)(await watch.Save("wrong"))["outcome"]);
        await AssertGoesOn();
    }

    [Fact]
    public async Task A_file_that_is_written_piece_by_piece_is_judged_whole()
    {
        var text = GoldenLesson.AnswerText("wrong");
        await using (var file = new FileStream(Adder, FileMode.Truncate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
            foreach (var piece in text.Chunk(text.Length / 3))
            {
                await file.WriteAsync(Encoding.UTF8.GetBytes(piece), Cancellation);
                await file.FlushAsync(Cancellation);
            }

        await watch.Until("failed");
        await AssertGoesOn();
    }

    [Fact]
    public async Task A_byte_order_mark_and_carriage_returns_change_nothing()
    {
        var text = GoldenLesson.AnswerText("does-not-compile").ReplaceLineEndings("\r\n");
        await File.WriteAllTextAsync(Adder, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), Cancellation);
        Assert.StartsWith("Adder.cs:5:48: CS0103: ", (string?)(await watch.Next())["message"], StringComparison.Ordinal);

        var right = GoldenLesson.AnswerText("right").ReplaceLineEndings("\r\n");
        await File.WriteAllTextAsync(Adder, right, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), Cancellation);
        Assert.Equal("passed", (string?)(await watch.Next())["outcome"]);
    }

    [Fact]
    public async Task A_project_that_is_broken_and_repaired_is_read_again()
    {
        var project = Path.Combine(watch.Lesson.Folder, "Golden.csproj");
        var text = await File.ReadAllTextAsync(project, Cancellation);
        await File.WriteAllTextAsync(project, "<Project", Cancellation);
        Assert.Contains("MSBuild refuses", (string?)(await watch.Next())["error"]!["message"], StringComparison.Ordinal);

        await File.WriteAllTextAsync(project, text.Replace("/>", "><!-- edited --></Project>", StringComparison.Ordinal), Cancellation);
        await watch.Until("passed");
    }

    [Fact]
    public async Task What_builds_have_left_may_be_deleted()
    {
        DeleteWhileItIsWritten(Path.Combine(watch.Lesson.Folder, "obj"));

        Assert.Equal("failed", (string?)(await watch.Save("wrong"))["outcome"]);
        await AssertGoesOn();
    }

    [Fact]
    public async Task A_disk_without_room_is_said()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/dev/full is a device of Linux");
        var assembly = Path.Combine(watch.Lesson.Folder, "obj", "camp", "run-1", "Golden.dll");
        File.CreateSymbolicLink(assembly + ".new", "/dev/full");
        watch.Lesson.Answer("wrong");
        Assert.Contains("is there room on the disk?", (string?)(await watch.Next())["error"]!["message"], StringComparison.Ordinal);

        File.Delete(assembly + ".new");
        await AssertGoesOn();
    }

    [Fact]
    public async Task A_check_and_another_watch_at_the_same_time_have_their_own_place_to_build()
    {
        using var other = Camp.Start(watch.Lesson.Folder, "watch", "golden/adder", "--json");
        try
        {
            Assert.Contains("\"golden/adder\"", await other.StandardOutput.ReadLineAsync(Cancellation), StringComparison.Ordinal);

            watch.Lesson.Answer("wrong");
            Assert.Equal("failed", (string?)(await watch.Next())["outcome"]);
            Assert.Contains("\"failed\"", await other.StandardOutput.ReadLineAsync(Cancellation), StringComparison.Ordinal);
        }
        finally
        {
            other.Kill();
            await other.WaitForExitAsync(Cancellation);
        }

        await AssertGoesOn();
    }

    // The watch compiles the next exercise's tests ahead and keeps them in obj: a file that comes meanwhile stops a deletion halfway.
    private static void DeleteWhileItIsWritten(string folder)
    {
        while (Directory.Exists(folder))
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (IOException)
            {
                // Once more.
            }
        }
    }

    private async Task AssertGoesOn() => Assert.Equal("passed", (string?)(await watch.Save("right"))["outcome"]);
}
