using System.CommandLine;
using System.Text.Json.Nodes;

namespace TrainingCamp.Checker.Commands;

/// <summary>camp solution exercise [--reveal]</summary>
internal static class SolutionCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("exercise") { Description = "Such as sync/counter." };
        var reveal = Reveal.Option();
        var command = new Command("solution", "Print the reference answer, once you have passed.") { name, reveal };
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
