using System.CommandLine;
using System.Text.Json.Nodes;
using TrainingCamp.Checker.Lessons;
using TrainingCamp.Checker.Screens;
using TrainingCamp.Checker.Texts;

namespace TrainingCamp.Checker.Commands;

/// <summary>camp hint [exercise]: one step further at each call, three in all.</summary>
internal static class HintCommand
{
    public static Command Create()
    {
        var name = Arguments.ExerciseOrNext();
        var step = new Option<int?>("--step") { Description = Messages.Say.HintStepOption };
        var command = new Command("hint", Messages.Say.HintCommand) { name, step };
        command.SetCampAction((session, result, _) => Task.FromResult(Run(session, session.OneOrNext(result.GetValue(name)), result.GetValue(step))));
        return command;
    }

    private static int Run(Session session, Selected selected, int? step)
    {
        var id = selected.Exercise.Id;
        var hints = session.Pristine.Hints(selected) is { } markdown ? Hints.Of(markdown, id) : [];
        if (hints.Count == 0)
            throw CampException.Broken(Messages.Say.NoHint(id, Path.Combine(selected.Lesson.Folder, "README.md")));
        if (step is < 1 || step > hints.Count)
            throw CampException.Usage(Messages.Say.NoSuchStep(step, hints.Count));

        var shown = step ?? Math.Min(session.Progress.HintsSeen(id) + 1, hints.Count);
        session.Progress.RecordHint(id, shown);
        var hint = hints[shown - 1];
        session.Screen.Document(new JsonObject { ["id"] = id, ["step"] = shown, ["of"] = hints.Count, ["title"] = hint.Title, ["text"] = hint.Text });
        session.Screen.Line(Messages.Say.HintTitle(id, shown, hints.Count, hint.Title));
        session.Screen.Line();
        MarkdownScreen.Show(session.Screen, hint.Text);
        session.Screen.Line();
        session.Screen.Text(shown < hints.Count ? Messages.Say.StillStuck(id) : Messages.Say.LastHint(id));
        return ExitCodes.Passed;
    }
}
