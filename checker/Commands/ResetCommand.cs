using System.CommandLine;
using System.Text.Json.Nodes;
using TrainingCamp.Checker.Lessons;
using TrainingCamp.Checker.Progress;
using TrainingCamp.Checker.Texts;

namespace TrainingCamp.Checker.Commands;

/// <summary>camp reset exercise: the stub comes back, and the learner's file is kept.</summary>
internal static class ResetCommand
{
    public static Command Create()
    {
        var name = Arguments.Exercise();
        var command = new Command("reset", Messages.Say.ResetCommand) { name };
        command.SetCampAction((session, result, _) => Task.FromResult(Run(session, Selection.One(session.Workspace, result.GetRequiredValue(name)))));
        return command;
    }

    private static int Run(Session session, Selected selected)
    {
        var stub = session.Pristine.Stub(selected)
            ?? throw CampException.Broken(Messages.Say.NotKnown(selected.Exercise.Id));
        var path = selected.Lesson.PathOf(selected.Exercise);
        var copy = File.Exists(path) ? new Backups(session.Workspace.StateFolder, session.Time).Keep(selected.Lesson.Id, selected.Exercise.File, path) : null;
        AtomicFile.Write(path, stub);
        session.Progress.Forget(selected.Exercise.Id);

        session.Screen.Document(new JsonObject { ["id"] = selected.Exercise.Id, ["file"] = path, ["copy"] = copy });
        session.Screen.Text(Messages.Say.StubIsBack(selected.Exercise.File));
        if (copy is not null)
            session.Screen.Text(Messages.Say.YoursIsKept(copy));
        return ExitCodes.Passed;
    }
}
