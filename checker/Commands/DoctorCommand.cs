using System.CommandLine;
using System.Text.Json.Nodes;
using TrainingCamp.Checker.Compiling;
using TrainingCamp.Checker.Lessons;
using TrainingCamp.Checker.Progress;
using TrainingCamp.Checker.Screens;
using TrainingCamp.Checker.Texts;

namespace TrainingCamp.Checker.Commands;

/// <summary>camp doctor: what is installed, what is missing, and what to do about it.</summary>
internal static class DoctorCommand
{
    private sealed record Finding(string What, bool Ok, string Text);

    public static Command Create()
    {
        var command = new Command("doctor", Messages.Say.DoctorCommand);
        command.SetScreenAction(async (screen, _, cancellation) => Show(screen, await Findings(cancellation)));
        return command;
    }

    private static async Task<List<Finding>> Findings(CancellationToken cancellation)
    {
        var findings = new List<Finding>
        {
            new("camp", true, typeof(DoctorCommand).Assembly.GetName().Version!.ToString(3)),
            await Try("sdk", () => Sdk(cancellation)),
            await Try("references", () => Task.FromResult(References())),
        };
        Workspace? workspace = null;
        findings.Add(await Try("workspace", () => Task.FromResult(Describe(workspace = Workspace.Open(Directory.GetCurrentDirectory())))));
        if (workspace is not null)
        {
            findings.Add(await Try("progress", () => Task.FromResult(Progress(workspace))));
            findings.Add(await Try("writable", () => Task.FromResult(Writable(workspace))));
            foreach (var lesson in workspace.Lessons)
                findings.Add(await Try(lesson.NumberedId, () => Project(lesson, cancellation)));
        }

        return findings;
    }

    private static async Task<Finding> Try(string what, Func<Task<string>> look)
    {
        try
        {
            return new Finding(what, true, await look());
        }
        catch (Exception error) when (error is CampException or IOException or UnauthorizedAccessException)
        {
            return new Finding(what, false, error.Message);
        }
    }

    private static async Task<string> Sdk(CancellationToken cancellation)
    {
        var (exitCode, output, errors) = await Dotnet.Run(Directory.GetCurrentDirectory(), ["--version"], cancellation);
        var version = output.Trim();
        return exitCode == 0 && int.TryParse(version.Split('.')[0], out var major) && major >= 10
            ? Messages.Say.SdkFound(version)
            : throw CampException.Broken(Messages.Say.SdkMissing(version.Length > 0 ? version : errors.Trim()));
    }

    private static async Task<string> Project(Lesson lesson, CancellationToken cancellation)
    {
        var call = await new LessonProject(lesson).CompilerCall(cancellation);
        return Messages.Say.CompilerArguments(call.Arguments.Count);
    }

    private static string References() => Pristine.OfThisTool.Count > 0
        ? Messages.Say.LessonsCarried(Pristine.OfThisTool.Count)
        : throw CampException.Broken(Messages.Say.LessonsMissing);

    private static string Describe(Workspace workspace) =>
        $"{workspace.Root}: {string.Join(", ", workspace.Lessons.Select(lesson => lesson.NumberedId))}";

    private static string Progress(Workspace workspace)
    {
        var progress = ProgressFile.Open(workspace.StateFolder, TimeProvider.System);
        return progress.Warning.Length == 0 ? Messages.Say.Readable : throw CampException.Broken(progress.Warning);
    }

    private static string Writable(Workspace workspace)
    {
        var probe = Path.Combine(workspace.StateFolder, "probe");
        AtomicFile.Write(probe, "");
        File.Delete(probe);
        return Messages.Say.Yes;
    }

    private static int Show(Screen screen, List<Finding> findings)
    {
        screen.Document(new JsonObject
        {
            ["findings"] = new JsonArray([.. findings.Select(finding => new JsonObject { ["what"] = finding.What, ["ok"] = finding.Ok, ["text"] = finding.Text })]),
        });
        foreach (var (what, ok, text) in findings)
            screen.Row(ok ? "✓" : "✗", ok ? "green" : "red", what, ok ? Messages.Say.Ok : Messages.Say.Problem, text);

        return findings.All(finding => finding.Ok) ? ExitCodes.Passed : ExitCodes.Broken;
    }
}
