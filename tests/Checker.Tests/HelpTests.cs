using System.Runtime.CompilerServices;
using TrainingCamp.Checker.Advising;
using TrainingCamp.Checker.Compiling;
using TrainingCamp.Checker.Tests.Support;
using Xunit;

namespace TrainingCamp.Checker.Tests;

/// <summary>What camp says beyond the verdict.</summary>
public sealed class HelpTests : IDisposable
{
    private readonly GoldenLesson _lesson = new();

    [Fact]
    public async Task Remarks_come_in_tones_and_leave_the_verdict_alone()
    {
        _lesson.Answer("forgets-tasks");

        var advice = (await Camp.Run(_lesson.Folder, "advice", "adder", "--json")).Json["exercises"]![0]!["remarks"]!.AsArray();

        Assert.Equal(["essential 8 VSTHRD110", "essential 13 VSTHRD100", "actionable 15 CA2016"], advice.Select(remark => $"{remark!["tone"]} {remark["line"]} {remark["code"]}"));
        var check = await Camp.Run(_lesson.Folder, "check", "adder", "--plain");
        Assert.Equal(0, check.ExitCode);
        Assert.Contains("essential: Adder.cs:13 async void: nobody can await it", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_rule_that_is_spoken_of_has_its_analyzer()
    {
        var call = await new LessonProject(_lesson.Lesson).CompilerCall(TestContext.Current.CancellationToken);
        SdkCompiler.Use(call.Compiler);

        Assert.Empty(Rules.Codes.Where(code => !code.StartsWith("CS", StringComparison.Ordinal)).Except(Supported(call)));
    }

    [Fact]
    public async Task A_compiler_error_is_explained_to_those_who_come_from_Go()
    {
        _lesson.Answer("does-not-compile");

        var camp = await Camp.Run(_lesson.Folder, "check", "adder", "--plain");

        Assert.Contains("help: Nothing here has this name.", camp.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_snapshot_difference_is_shown_line_by_line_and_leaves_nothing_in_the_lesson()
    {
        Directory.CreateDirectory(Path.Combine(_lesson.Folder, "tests", "snapshots"));
        File.WriteAllText(Path.Combine(_lesson.Folder, "tests", "snapshots", "Story.verified.txt"), "once\nupon a time\n");
        File.WriteAllText(Path.Combine(_lesson.Folder, "tests", "AdderTests.cs"), """
            using Camp.Testing;
            using Xunit;

            namespace Camp.Golden.Tests;

            public sealed class AdderTests
            {
                [Fact]
                public Task Tells_the_story() => Snapshots.Match("Story", "once\nupon a day\n");
            }
            """);
        _lesson.Answer("right");

        var camp = await Camp.Run(_lesson.Folder, "check", "adder", "--plain");

        Assert.Contains("goes otherwise, from line 2 on.", camp.Output, StringComparison.Ordinal);
        Assert.Contains("line 2 expected: upon a time", camp.Output, StringComparison.Ordinal);
        Assert.Contains("line 2 found: upon a day", camp.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.Combine(_lesson.Folder, "tests"), "*.received.txt", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task The_last_exercise_passed_is_celebrated_once()
    {
        _lesson.Answer("right");

        Assert.Contains("is done", (await Camp.Run(_lesson.Folder, "check", "--plain")).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("is done", (await Camp.Run(_lesson.Folder, "check", "--plain")).Output, StringComparison.Ordinal);
        Assert.Contains("2 exercises, 0 hints, 1 day", (await Camp.Run(_lesson.Folder, "--plain")).Output, StringComparison.Ordinal);
    }

    public void Dispose() => _lesson.Dispose();

    // On its own, because until the call is there the compiler cannot be found.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IEnumerable<string> Supported(CompilerCall call) =>
        Advisor.Load(new LessonCompiler(Path.GetDirectoryName(call.Output)!, call).SdkAnalyzers).SelectMany(analyzer => analyzer.SupportedDiagnostics).Select(rule => rule.Id);
}
