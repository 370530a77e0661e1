using TrainingCamp.Checker.Compiling;
using TrainingCamp.Checker.Lessons;
using TrainingCamp.Checker.Running;
using TrainingCamp.Checker.Tests.Support;
using Xunit;

namespace TrainingCamp.Checker.Tests;

/// <summary>The program that a waiting test host runs. Nobody sees when it does not: each save only takes longer.</summary>
public sealed class WarmUpTests : IDisposable
{
    private readonly TemporaryFolder _lesson = new();

    [Theory]
    [InlineData("sync", "Compares Counts Counts Passes Throws Waits")]
    [InlineData("middleware", "Answers Answers Answers Compares Counts Counts Passes Throws Waits")]
    [InlineData("routing", "Answers Answers Answers Compares Counts Counts Passes Routes Routes Routes Throws Waits")]
    [InlineData("capstone", "Answers Answers Answers Compares Counts Counts Passes Routes Routes Routes Throws Waits")]
    public async Task Its_tests_run_with_what_the_lesson_refers_to(string lesson, string passes)
    {
        foreach (var (file, text) in Pristine.OfThisTool.Files(lesson)!)
        {
            var path = Path.Combine(_lesson.Path, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
        }

        var call = await new LessonProject(Lesson.Read(_lesson.Path)).CompilerCall(TestContext.Current.CancellationToken);
        // As the host calls it.
        var (_, output, _) = await Dotnet.Run(Path.GetDirectoryName(call.Output)!,
            ["exec", "--runtimeconfig", call.RuntimeConfig, "--depsfile", call.DepsFile, call.WarmUp, .. TrainingCamp.TestHost.WarmUp.Arguments], TestContext.Current.CancellationToken);

        var log = new TestLog();
        foreach (var read in output.Split('\n').Select(TestEvent.Parse).OfType<TestEvent>())
            log.Read(read);
        Assert.True(log.Finished, output);
        Assert.Equal(passes.Split(' ').Append("Fails").Order(), log.Entries.Select(entry => entry.Method.Split('.')[^1]).Order());
        Assert.Equal(["Fails"], log.Entries.Where(entry => entry.Verdict.Outcome != Verdicts.Outcome.Passed).Select(entry => entry.Verdict.Name));
    }

    public void Dispose() => _lesson.Dispose();
}
