using System.CommandLine;
using System.Text.Json.Nodes;
using TrainingCamp.Checker.Lessons;
using TrainingCamp.Checker.Screens;
using TrainingCamp.Checker.Verdicts;

namespace TrainingCamp.Checker.Commands;

/// <summary>camp check [lesson[/exercise]…] [--all]</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var names = new Argument<string[]>("what") { Description = "Lessons or exercises: 05, 05-sync, sync, sync/counter. Without any: the lesson you are in, else all.", Arity = ArgumentArity.ZeroOrMore };
        var all = new Option<bool>("--all") { Description = "Every exercise of the workspace." };
        var command = new Command("check", "Compile and test exercises, and say what passed.") { names, all };
        command.SetCampAction((session, result, cancellation) =>
            Run(session, Chosen(session, result.GetValue(names) ?? [], result.GetValue(all)), cancellation));
        return command;
    }

    private static IReadOnlyList<Selected> Chosen(Session session, string[] names, bool all)
    {
        if (all && names.Length > 0)
            throw CampException.Usage($"Name \"{names[0]}\" or say --all, not both.");
        if (names.Length > 0)
            return [.. names.SelectMany(name => Selection.Of(session.Workspace, name)).Distinct()];
        var everything = Selection.All(session.Workspace);
        return all || session.Workspace.LessonHere is not { } here ? everything : [.. everything.Where(selected => selected.Lesson == here)];
    }

    private static async Task<int> Run(Session session, IReadOnlyList<Selected> chosen, CancellationToken cancellation)
    {
        var verdicts = new List<Verdict>();
        Lesson? lesson = null;
        await foreach (var verdict in session.Check(chosen, cancellation))
        {
            if (verdict.Selected.Lesson != lesson)
                VerdictScreen.Lesson(session.Screen, lesson = verdict.Selected.Lesson);
            VerdictScreen.Show(session.Screen, verdict);
            verdicts.Add(verdict);
        }

        session.Screen.Document(new JsonObject { ["exercises"] = new JsonArray([.. verdicts.Select(verdict => verdict.ToJson())]) });
        var passed = verdicts.Count(verdict => verdict.Passed);
        session.Screen.Line();
        session.Screen.Line($"{passed} of {verdicts.Count} passed.{Advice(session, verdicts)}");
        return passed == verdicts.Count ? ExitCodes.Passed : ExitCodes.Failed;
    }

    private static string Advice(Session session, List<Verdict> verdicts) =>
        verdicts.Find(verdict => !verdict.Passed) is { } first
            ? $" Stuck? camp hint {first.Id}"
            : session.Next is { } next ? $" Next: {next.Exercise.Id}" : " That was the last one here: well done.";
}
