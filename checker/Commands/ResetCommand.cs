using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using TrainingCamp.Checker.Lessons;
using TrainingCamp.Checker.Progress;

namespace TrainingCamp.Checker.Commands;

/// <summary>camp reset exercise: the stub comes back, and the learner's file is kept.</summary>
internal static class ResetCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("exercise") { Description = "Such as sync/counter." };
        var command = new Command("reset", "Put the stub back. Your file is copied to .camp/backups first.") { name };
        command.SetCampAction((session, result, _) => Task.FromResult(Run(session, Selection.One(session.Workspace, result.GetRequiredValue(name)))));
        return command;
    }

    private static int Run(Session session, Selected selected)
    {
        var stub = session.Pristine.Stub(selected)
            ?? throw CampException.Broken($"This camp does not know \"{selected.Exercise.Id}\", so nothing was changed. Update: dotnet tool update TrainingCamp.Checker");
        var path = selected.Lesson.PathOf(selected.Exercise);
        var copy = File.Exists(path) ? KeepCopy(session, selected, path) : null;
        AtomicFile.Write(path, stub);
        session.Progress.Forget(selected.Exercise.Id);

        session.Screen.Document(new JsonObject { ["id"] = selected.Exercise.Id, ["file"] = path, ["copy"] = copy });
        session.Screen.Text($"{selected.Exercise.File} is the stub again.{(copy is null ? "" : $" Yours is kept: {copy}")}");
        return ExitCodes.Passed;
    }

    private static string KeepCopy(Session session, Selected selected, string path)
    {
        var stamp = session.Time.GetLocalNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        var folder = Path.Combine(session.Workspace.StateFolder, "backups", selected.Lesson.Id);
        Directory.CreateDirectory(folder);
        var copy = AtomicFile.Unused(Path.Combine(folder, $"{stamp}-{selected.Exercise.File}"));
        File.Copy(path, copy);
        return copy;
    }
}
