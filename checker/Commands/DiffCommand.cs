using System.CommandLine;
using System.Text.Json.Nodes;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;
using Spectre.Console;
using TrainingCamp.Checker.Lessons;
using TrainingCamp.Checker.Screens;
using TrainingCamp.Checker.Texts;

namespace TrainingCamp.Checker.Commands;

/// <summary>camp diff exercise [--stub] [--reveal]: mine against the reference, or against the stub.</summary>
internal static class DiffCommand
{
    /// <summary>Equal lines shown around a difference.</summary>
    private const int Context = 3;

    public static Command Create()
    {
        var name = Arguments.Exercise();
        var stub = new Option<bool>("--stub") { Description = Messages.Say.DiffStubOption };
        var reveal = Reveal.Option();
        var command = new Command("diff", Messages.Say.DiffCommand) { name, stub, reveal };
        command.SetCampAction((session, result, _) =>
        {
            var selected = Selection.One(session.Workspace, result.GetRequiredValue(name));
            var other = result.GetValue(stub)
                ? session.Pristine.Stub(selected) ?? throw CampException.Broken(Messages.Say.NotKnown(selected.Exercise.Id))
                : Reveal.Reference(session, selected, result.GetValue(reveal), "diff");
            return Task.FromResult(Run(session.Screen, selected, other, result.GetValue(stub) ? Messages.Say.Stub : Messages.Say.Reference));
        });
        return command;
    }

    private static int Run(Screen screen, Selected selected, string other, string otherName)
    {
        var mine = File.ReadAllText(selected.Lesson.PathOf(selected.Exercise)).ReplaceLineEndings("\n");
        var lines = InlineDiffBuilder.Diff(other.ReplaceLineEndings("\n"), mine).Lines;
        screen.Document(new JsonObject
        {
            ["id"] = selected.Exercise.Id,
            ["lines"] = new JsonArray([.. lines.Select(line => new JsonObject { ["change"] = Sign(line.Type).Trim(), ["text"] = line.Text })]),
        });
        if (lines.All(line => line.Type == ChangeType.Unchanged))
        {
            screen.Text(Messages.Say.SameAs(selected.Exercise.File, otherName));
            return ExitCodes.Passed;
        }

        screen.Line(Messages.Say.DiffTitle(selected.Exercise.File, otherName));
        for (var i = 0; i < lines.Count; i++)
            if (IsNearChange(lines, i))
                screen.Line(Row(lines[i]));
            else if (i > 0 && IsNearChange(lines, i - 1))
                screen.Line("  ...");
        return ExitCodes.Passed;
    }

    private static bool IsNearChange(List<DiffPiece> lines, int at) =>
        lines.Skip(at - Context).Take(Math.Min(at, Context) + Context + 1).Any(line => line.Type != ChangeType.Unchanged);

    private static string Row(DiffPiece line)
    {
        var colour = line.Type switch { ChangeType.Inserted => "green", ChangeType.Deleted => "red", _ => "grey" };
        return $"[{colour}]{Sign(line.Type)}{Markup.Escape(line.Text)}[/]";
    }

    private static string Sign(ChangeType type) => type switch
    {
        ChangeType.Inserted => "+ ",
        ChangeType.Deleted => "- ",
        _ => "  ",
    };
}
