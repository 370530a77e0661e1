using System.CommandLine;
using System.Text.Json.Nodes;
using TrainingCamp.Checker.Compiling;
using TrainingCamp.Checker.Lessons;
using TrainingCamp.Checker.Texts;

namespace TrainingCamp.Checker.Commands;

/// <summary>camp run [lesson]: the lesson's demo, a program of its own that uses the trainee's finished code.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var name = Arguments.LessonOrNext();
        var command = new Command("run", Messages.Say.RunCommand) { name };
        command.SetCampAction((session, result, cancellation) => Run(session, LessonOf(session, result.GetValue(name)), cancellation));
        return command;
    }

    private static Lesson LessonOf(Session session, string? name) =>
        name is null ? session.OneOrNext(null).Lesson : Selection.Of(session.Workspace, name)[0].Lesson;

    private static async Task<int> Run(Session session, Lesson lesson, CancellationToken cancellation)
    {
        var demo = Path.Combine(lesson.Folder, "demo", "demo.cs");
        if (!File.Exists(demo))
            throw CampException.Usage(Messages.Say.NoDemo(lesson.NumberedId, demo));

        using var process = Dotnet.Start(Dotnet.StartInfo(lesson.Folder, ["run", "--file", demo]));
        process.StandardInput.Close();
        var lines = new List<string>();
        try
        {
            var errors = process.StandardError.ReadToEndAsync(cancellation);
            while (await process.StandardOutput.ReadLineAsync(cancellation) is { } line)
            {
                session.Screen.Text(line);
                lines.Add(line);
            }

            await process.WaitForExitAsync(cancellation);
            await Console.Error.WriteAsync(await errors);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }

        session.Screen.Document(new JsonObject { ["lesson"] = lesson.Id, ["exitCode"] = process.ExitCode, ["output"] = string.Join('\n', lines) });
        return process.ExitCode == 0 ? ExitCodes.Passed : ExitCodes.Failed;
    }
}
