using Camp.Templates.Tests.Support;
using Xunit;

namespace Camp.Templates.Tests;

/// <summary>Every lesson has a program that shows its point with the trainee's own code.</summary>
public sealed class DemoTests(Pack pack)
{
    public static TheoryData<string> Lessons => new(Repository.Lessons);

    [Theory, MemberData(nameof(Lessons))]
    public async Task The_demo_runs_with_the_solution(string lesson)
    {
        var demo = await Run(lesson, "--solution");
        demo.MustSucceed();
        Assert.NotEmpty(demo.Output.Trim());
    }

    [Theory, MemberData(nameof(Lessons))]
    public async Task With_stubs_the_demo_names_the_exercise_to_finish_first(string lesson)
    {
        var demo = await Run(lesson);
        Assert.True(demo.ExitCode == 1 && demo.Output.Contains($"camp hint {lesson[3..]}/", StringComparison.Ordinal), demo.Output);
    }

    private async Task<Command> Run(string lesson, params string[] options)
    {
        var root = pack.EmptyFolder("demo");
        (await pack.New(root, ["camp-" + lesson[3..], "-n", lesson, "--no-update-check", .. options])).MustSucceed();
        return await Command.Run(Path.Combine(root, lesson), "dotnet", Path.Combine("demo", "demo.cs"));
    }
}
