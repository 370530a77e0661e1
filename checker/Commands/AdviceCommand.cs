using System.CommandLine;
using System.Text.Json.Nodes;
using TrainingCamp.Checker.Advising;
using TrainingCamp.Checker.Lessons;
using TrainingCamp.Checker.Screens;
using TrainingCamp.Checker.Texts;

namespace TrainingCamp.Checker.Commands;

/// <summary>camp advice [what…]: remarks on the code, whether it passes or not. They never turn a verdict.</summary>
internal static class AdviceCommand
{
    public static Command Create()
    {
        var names = Arguments.What();
        var command = new Command("advice", Messages.Say.AdviceCommand) { names };
        command.SetCampAction((session, result, cancellation) => Run(session, session.Chosen(result.GetValue(names)), cancellation));
        return command;
    }

    private static async Task<int> Run(Session session, IReadOnlyList<Selected> chosen, CancellationToken cancellation)
    {
        var documents = new JsonArray();
        foreach (var selected in chosen)
        {
            var remarks = await session.Advice(selected, cancellation);
            documents.Add(new JsonObject { ["id"] = selected.Exercise.Id, ["remarks"] = new JsonArray([.. remarks.Select(ToJson)]) });
            session.Screen.Line((FormattableString)$"[bold]{selected.Exercise.Id}[/]");
            AdviceScreen.Show(session.Screen, remarks);
            if (remarks.Count == 0)
                session.Screen.Text("      " + Messages.Say.NoRemarks);
        }

        session.Screen.Document(new JsonObject { ["exercises"] = documents });
        return ExitCodes.Passed;
    }

    private static JsonObject ToJson(Remark remark) => new()
    {
        ["tone"] = remark.Tone.ToString().ToLowerInvariant(),
        ["code"] = remark.Code,
        ["line"] = remark.Line,
        ["text"] = remark.Text,
    };
}
