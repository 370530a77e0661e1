using System.CommandLine;
using System.Text.Json.Nodes;
using TrainingCamp.Checker.Lessons;

namespace TrainingCamp.Checker.Commands;

/// <summary>camp hint [exercise]: one step further at each call, three in all.</summary>
internal static class HintCommand
{
    public static Command Create()
    {
        var name = new Argument<string?>("exercise") { Description = "Such as sync/counter. Without it: the next one.", Arity = ArgumentArity.ZeroOrOne };
        var step = new Option<int?>("--step") { Description = "Show this step again: 1 concept, 2 place, 3 nearly the code." };
        var command = new Command("hint", "Show one more hint for an exercise.") { name, step };
        command.SetCampAction((session, result, _) => Task.FromResult(Run(session, session.OneOrNext(result.GetValue(name)), result.GetValue(step))));
        return command;
    }

    private static int Run(Session session, Selected selected, int? step)
    {
        var id = selected.Exercise.Id;
        var hints = session.Pristine.Hints(selected) is { } markdown ? Hints.Of(markdown, id) : [];
        if (hints.Count == 0)
            throw CampException.Broken($"There is no hint for \"{id}\". Read the lesson: {Path.Combine(selected.Lesson.Folder, "README.md")}");
        if (step is < 1 || step > hints.Count)
            throw CampException.Usage($"--step is \"{step}\"; it must be 1 to {hints.Count}.");

        var shown = step ?? Math.Min(session.Progress.HintsSeen(id) + 1, hints.Count);
        session.Progress.RecordHint(id, shown);
        var hint = hints[shown - 1];
        session.Screen.Document(new JsonObject { ["id"] = id, ["step"] = shown, ["of"] = hints.Count, ["title"] = hint.Title, ["text"] = hint.Text });
        session.Screen.Line($"[bold]{id}[/]  hint {shown} of {hints.Count}: {Spectre.Console.Markup.Escape(hint.Title)}");
        session.Screen.Line();
        session.Screen.Indented(hint.Text, 2);
        session.Screen.Line();
        session.Screen.Line(shown < hints.Count ? $"Still stuck? camp hint {id}" : $"That was the last hint. Give up on it? camp solution {id} --reveal");
        return ExitCodes.Passed;
    }
}
