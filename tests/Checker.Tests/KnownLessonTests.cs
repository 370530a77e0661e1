using TrainingCamp.Checker.Lessons;
using TrainingCamp.Checker.Tests.Support;
using Xunit;

namespace TrainingCamp.Checker.Tests;

/// <summary>Commands that need the pristine lessons which travel with the tool.</summary>
public sealed class KnownLessonTests : IDisposable
{
    private readonly TemporaryFolder _workspace = new();
    private readonly string _counter;

    public KnownLessonTests()
    {
        // Only what these commands read: the lesson's description and one learner's file.
        var pristine = Path.Combine(AppContext.BaseDirectory, "lessons", "exercises", "05-sync");
        var lesson = Directory.CreateDirectory(Path.Combine(_workspace.Path, "locks")).FullName;
        File.WriteAllText(Path.Combine(_workspace.Path, "camp.json"), "{ \"version\": 1 }");
        File.Copy(Path.Combine(pristine, Lesson.FileName), Path.Combine(lesson, Lesson.FileName));
        _counter = Path.Combine(lesson, "Counter.cs");
        File.WriteAllText(_counter, "// an evening's work\n");
    }

    [Fact]
    public async Task Reset_puts_the_stub_back_and_keeps_the_learners_file_each_time()
    {
        var copies = new HashSet<string>();
        for (var time = 0; time < 2; time++)
        {
            await File.WriteAllTextAsync(_counter, $"// work {time}\n", TestContext.Current.CancellationToken);
            var camp = await Camp.Run(_workspace.Path, "reset", "sync/counter", "--json");
            var copy = (string)camp.Json["copy"]!;
            Assert.Equal($"// work {time}\n", await File.ReadAllTextAsync(copy, TestContext.Current.CancellationToken));
            Assert.True(copies.Add(copy), $"{copy} was overwritten");
            Assert.Contains("NotImplementedException", await File.ReadAllTextAsync(_counter, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_reference_is_shown_when_revealed()
    {
        var camp = await Camp.Run(_workspace.Path, "solution", "sync/counter", "--reveal", "--json");

        Assert.Equal(0, camp.ExitCode);
        Assert.Contains("lock (_gate)", (string)camp.Json["text"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Diff_shows_what_was_changed_in_the_stub()
    {
        var camp = await Camp.Run(_workspace.Path, "diff", "sync/counter", "--stub", "--plain");

        Assert.Equal(0, camp.ExitCode);
        Assert.Contains("+ // an evening's work", camp.Output, StringComparison.Ordinal);
        Assert.Contains("- public sealed class Counter", camp.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lesson_that_is_there_twice_is_refused_by_both_folders()
    {
        var copy = Directory.CreateDirectory(Path.Combine(_workspace.Path, "copy")).FullName;
        File.Copy(Path.Combine(Path.GetDirectoryName(_counter)!, Lesson.FileName), Path.Combine(copy, Lesson.FileName));

        var camp = await Camp.Run(_workspace.Path, "list");

        Assert.Equal(3, camp.ExitCode);
        Assert.Contains("locks", camp.Errors, StringComparison.Ordinal);
        Assert.Contains("copy", camp.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Camp_alone_says_where_to_go_on()
    {
        var camp = await Camp.Run(_workspace.Path, "--plain");

        Assert.Equal(0, camp.ExitCode);
        Assert.Contains("sync/counter", camp.Output, StringComparison.Ordinal);
        Assert.Contains("camp hint sync/counter", camp.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _workspace.Dispose();
}
