using System.CommandLine;
using System.Text.Json.Nodes;
using TrainingCamp.Checker.Texts;

namespace TrainingCamp.Checker.Commands;

/// <summary>camp solution exercise [--reveal]</summary>
internal static class SolutionCommand
{
    public static Command Create()
    {
        var name = Arguments.Exercise();
        var reveal = Reveal.Option();
        var command = new Command("solution", Messages.Say.SolutionCommand) { name, reveal };
        command.SetCampAction((session, result, _) =>
        {
            var selected = Lessons.Selection.One(session.Workspace, result.GetRequiredValue(name));
            var text = Reveal.Reference(session, selected, result.GetValue(reveal), "solution");
            session.Screen.Document(new JsonObject { ["id"] = selected.Exercise.Id, ["file"] = selected.Exercise.File, ["text"] = text });
            session.Screen.Text(text.TrimEnd());
            return Task.FromResult(ExitCodes.Passed);
        });
        return command;
    }
}
