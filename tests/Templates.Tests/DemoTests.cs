using Camp.Templates.Tests.Support;
using Xunit;

namespace Camp.Templates.Tests;

/// <summary>Every lesson has a program that shows its point with the trainee's own code.</summary>
public sealed class DemoTests(Pack pack)
{
    public static TheoryData<string> Lessons => new(Repository.Lessons);

    [Theory, MemberData(nameof(Lessons))]
    public async Task The_demo_runs_with_the_solution_and_with_stubs_names_the_exercise_to_finish_first(string lesson)
    {
        // In a folder that is built already.
        var folder = Path.Combine(await pack.Solutions, lesson);
        var solution = await Demo(folder);
        solution.MustSucceed();
        Assert.NotEmpty(solution.Output.Trim());

        // Written anew: a copy would be as old as the stub, and MSBuild would take what it has built for newer.
        foreach (var stub in Directory.GetFiles(Repository.PathOf($"exercises/{lesson}"), "*.cs"))
            File.WriteAllText(Path.Combine(folder, Path.GetFileName(stub)), File.ReadAllText(stub));
        var stubs = await Demo(folder);
        Assert.True(stubs.ExitCode == 1 && stubs.Output.Contains($"camp hint {lesson[3..]}/", StringComparison.Ordinal), stubs.Output);
    }

    private static Task<Command> Demo(string folder) => Command.Run(folder, "dotnet", Path.Combine("demo", "demo.cs"));
}
