using TrainingCamp.Checker.Lessons;
using TrainingCamp.Checker.Tests.Support;
using Xunit;

namespace TrainingCamp.Checker.Tests;

/// <summary>What teachers use, on a lesson that the tool carries.</summary>
public sealed class TeachingTests : IDisposable
{
    private readonly SyncWorkspace _workspace = new();

    [Fact]
    public async Task Goto_fills_what_comes_before_keeps_the_learners_files_and_gives_no_mark()
    {
        _workspace.Write("Counter.cs", "// an evening's work\n");

        var camp = await Camp.Run(_workspace.Path, "goto", "limits", "--json");

        Assert.Equal(0, camp.ExitCode);
        var filled = camp.Json["filled"]!.AsArray();
        Assert.Equal(9, filled.Count);
        Assert.Equal("// an evening's work\n", _workspace.Read((string)filled[0]!["copy"]!));
        Assert.Contains("lock (_gate)", _workspace.Read("Counter.cs"), StringComparison.Ordinal);
        Assert.Contains("checked", _workspace.Read("Counter.cs"), StringComparison.Ordinal);
        Assert.False((bool)camp.Json["here"]!);
        var list = (await Camp.Run(_workspace.Path, "list", "--json")).Json["lessons"]![0]!["exercises"]![0]!;
        Assert.Equal((false, true), ((bool)list["passed"]!, (bool)list["given"]!));
        Assert.Equal(2, (await Camp.Run(_workspace.Path, "goto", "nowhere")).ExitCode);
    }

    [Fact]
    public async Task Verify_takes_the_answer_and_nothing_else_from_the_learner()
    {
        _workspace.Write("Counter.cs", Pristine.OfThisTool.Reference(_workspace.Counter)!);
        var honest = await Camp.Run(_workspace.Path, "verify", "sync/counter", "--json");
        Assert.Equal("passed", (string)honest.Json["exercises"]![0]!["outcome"]!);
        Assert.Empty(honest.Json["edited"]!.AsArray());

        // A test that always passes, build files that leave tests out, and a type in the way of xunit's.
        _workspace.Write("Counter.cs", Pristine.OfThisTool.Stub(_workspace.Counter)!);
        _workspace.Write("tests/CounterTests.cs", "namespace Camp.Sync.Tests; public sealed class CounterTests { [Xunit.Fact] public void Passes() { } }\n");
        _workspace.Write("Directory.Build.props", "<Project />\n");
        var gutted = await Camp.Run(_workspace.Path, "verify", "sync/counter", "--json");
        Assert.Equal((1, "not-implemented"), (gutted.ExitCode, (string)gutted.Json["exercises"]![0]!["outcome"]!));
        Assert.Equal(["Directory.Build.props", "tests/CounterTests.cs"], gutted.Json["edited"]!.AsArray().Select(edited => (string)edited!["file"]!));

        _workspace.Write("Counter.cs", Pristine.OfThisTool.Reference(_workspace.Counter)! + "\ninternal static class Assert { public static void Equal(object a, object b) { } }\n");
        var usurper = await Camp.Run(_workspace.Path, "verify", "sync/counter", "--json");
        Assert.Contains("declares \"Assert\"", (string)usurper.Json["exercises"]![0]!["message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_shows_the_lesson_as_its_author_wrote_it_when_plain()
    {
        var camp = await Camp.Run(_workspace.Path, "read", "sync", "--plain");

        Assert.Equal(_workspace.Read("README.md").TrimEnd(), camp.Output.TrimEnd());
    }

    public void Dispose() => _workspace.Dispose();
}
