using System.Text.Json.Nodes;
using Spectre.Console;
using TrainingCamp.Checker.Lessons;

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
        session.Screen.Line($"[bold]{passed} of {all.Count}[/] exercises passed in {Markup.Escape(session.Workspace.Root)}");
        session.Screen.Line();
        if (next is null)
            session.Screen.Line("All done. Well worked! Look at how the references did it: camp diff <exercise>");
        else
            ShowNext(session, next);
        return Task.FromResult(ExitCodes.Passed);
    }

    private static void ShowNext(Session session, Selected next)
    {
        var file = Path.GetRelativePath(session.Workspace.Here, next.Lesson.PathOf(next.Exercise));
        var text = Path.GetRelativePath(session.Workspace.Here, Path.Combine(next.Lesson.Folder, "README.md"));
        session.Screen.Line($"Next:  [bold]{next.Exercise.Id}[/]  in {Markup.Escape(file)}");
        session.Screen.Line($"  read   {Markup.Escape(text)}");
        session.Screen.Line("  work   camp watch            checks whenever you save");
        session.Screen.Line($"  check  camp check {next.Exercise.Id}");
        session.Screen.Line($"  help   camp hint {next.Exercise.Id}");
    }
}
