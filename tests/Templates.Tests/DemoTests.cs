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
        var folder = await Scaffold(lesson, "--solution");
        var solution = await Demo(folder);
        solution.MustSucceed();
        Assert.NotEmpty(solution.Output.Trim());

        // In the same folder, which is restored and built already.
        foreach (var stub in Directory.GetFiles(await Scaffold(lesson), "*.cs"))
            File.Copy(stub, Path.Combine(folder, Path.GetFileName(stub)), overwrite: true);
        var stubs = await Demo(folder);
        Assert.True(stubs.ExitCode == 1 && stubs.Output.Contains($"camp hint {lesson[3..]}/", StringComparison.Ordinal), stubs.Output);
    }

    private async Task<string> Scaffold(string lesson, params string[] options)
    {
        var root = pack.EmptyFolder("demo");
        (await pack.New(root, ["camp-" + lesson[3..], "-n", lesson, "--no-update-check", .. options])).MustSucceed();
        return Path.Combine(root, lesson);
    }

    private static Task<Command> Demo(string folder) => Command.Run(folder, "dotnet", Path.Combine("demo", "demo.cs"));
}
