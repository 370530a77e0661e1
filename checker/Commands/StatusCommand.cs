using System.Text.Json.Nodes;
using TrainingCamp.Checker.Lessons;
using TrainingCamp.Checker.Screens;
using TrainingCamp.Checker.Texts;

namespace TrainingCamp.Checker.Commands;

/// <summary>camp, without a command: where am I, and what is next?</summary>
internal static class StatusCommand
{
    public static Task<int> Run(Session session)
    {
        var all = Selection.All(session.Workspace);
        var passed = all.Count(selected => session.Progress.HasPassed(selected.Exercise.Id));
        var next = session.Next;
        session.Screen.Document(new JsonObject
        {
            ["workspace"] = session.Workspace.Root,
            ["passed"] = passed,
            ["exercises"] = all.Count,
            ["next"] = next?.Exercise.Id,
        });
        session.Screen.Line(Messages.Say.Status(passed, all.Count, session.Workspace.Root));
        session.Screen.Line();
        if (next is null)
            Celebration.Of(session.Screen, all, session.Progress);
        else
            ShowNext(session, next);
        return Task.FromResult(ExitCodes.Passed);
    }

    private static void ShowNext(Session session, Selected next)
    {
        session.Screen.Line(Messages.Say.NextExercise(next.Exercise.Id, Path.GetRelativePath(session.Workspace.Here, next.Lesson.PathOf(next.Exercise))));
        session.Screen.Text(Messages.Say.ToRead(next.Lesson.Id));
        session.Screen.Text(Messages.Say.ToWork);
        session.Screen.Text(Messages.Say.ToCheck(next.Exercise.Id));
        session.Screen.Text(Messages.Say.ToHelp(next.Exercise.Id));
    }
}
