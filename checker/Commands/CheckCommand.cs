using System.CommandLine;
using System.Text.Json.Nodes;
using TrainingCamp.Checker.Lessons;
using TrainingCamp.Checker.Screens;
using TrainingCamp.Checker.Texts;
using TrainingCamp.Checker.Verdicts;

namespace TrainingCamp.Checker.Commands;

/// <summary>camp check [lesson[/exercise]…] [--all]</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var names = Arguments.What();
        var all = new Option<bool>("--all") { Description = Messages.Say.CheckAllOption };
        var command = new Command("check", Messages.Say.CheckCommand) { names, all };
        command.SetCampAction((session, result, cancellation) =>
            Run(session, Chosen(session, result.GetValue(names) ?? [], result.GetValue(all)), cancellation));
        return command;
    }

    private static IReadOnlyList<Selected> Chosen(Session session, string[] names, bool all)
    {
        if (all && names.Length > 0)
            throw CampException.Usage(Messages.Say.NamedAndAll(names[0]));
        return all ? Selection.All(session.Workspace) : session.Chosen(names);
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
        session.Screen.Text($"{Messages.Say.PassedOf(passed, verdicts.Count)} {Advice(session, verdicts)}");
        await Afterwards.Of(session, verdicts, cancellation);
        return passed == verdicts.Count ? ExitCodes.Passed : ExitCodes.Failed;
    }

    private static string Advice(Session session, List<Verdict> verdicts) =>
        verdicts.Find(verdict => !verdict.Passed) is { } first
            ? Messages.Say.Stuck(first.Id)
            : session.Next is { } next ? Messages.Say.Next(next.Exercise.Id) : Messages.Say.LastOne;
}
