using System.Text.RegularExpressions;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;
using Spectre.Console;
using TrainingCamp.Checker.Texts;

namespace TrainingCamp.Checker.Screens;

/// <summary>
/// Shows the difference that a snapshot test found: what is accepted on the left, what came on the right. A plain or narrow screen
/// gets the lines one below the other, each with a word.
/// </summary>
internal static partial class SnapshotScreen
{
    /// <summary>Where tests leave what they received, for the checker to show.</summary>
    public const string FolderVariable = "CAMP_RECEIVED";

    private const int Indent = 8;
    private const int NarrowBelow = 72;
    private const int Widest = 140;

    /// <summary>Differing lines shown.</summary>
    private const int MostShown = 12;

    public static void Show(Screen screen, string message)
    {
        if (screen.Json || !Name().Match(message).Success || Environment.GetEnvironmentVariable(FolderVariable) is not { } folder)
            return;
        var name = Path.Combine(folder, Path.GetFileName(Name().Match(message).Groups[1].Value));
        var (accepted, received) = (name + ".verified.txt", name + ".received.txt");
        if (!File.Exists(accepted) || !File.Exists(received))
            return;
        var diff = SideBySideDiffBuilder.Diff(File.ReadAllText(accepted), File.ReadAllText(received));
        var rows = diff.OldText.Lines.Zip(diff.NewText.Lines).Where(row => row.First.Type != ChangeType.Unchanged || row.Second.Type != ChangeType.Unchanged).ToList();
        if (screen.Plain || screen.Width < NarrowBelow)
            Below(screen, rows);
        else
            Beside(screen, rows);
        if (rows.Count > MostShown)
            screen.Text($"{new string(' ', Indent)}{Messages.Say.MoreLines(rows.Count - MostShown)}");
    }

    private static void Below(Screen screen, List<(DiffPiece, DiffPiece)> rows)
    {
        foreach (var (accepted, received) in rows.Take(MostShown))
        {
            if (accepted.Type != ChangeType.Imaginary)
                screen.Indented($"{Messages.Say.LineWord(accepted.Position ?? 0)} {Messages.Say.ExpectedWord}: {accepted.Text}", Indent);
            if (received.Type != ChangeType.Imaginary)
                screen.Indented($"{Messages.Say.LineWord(received.Position ?? 0)} {Messages.Say.FoundWord}: {received.Text}", Indent);
        }
    }

    private static void Beside(Screen screen, List<(DiffPiece, DiffPiece)> rows)
    {
        var table = new Table().Border(TableBorder.Rounded).Expand()
            .AddColumn(new TableColumn("").RightAligned().NoWrap()).AddColumn(new TableColumn(Messages.Say.ExpectedWord)).AddColumn(new TableColumn(Messages.Say.FoundWord));
        foreach (var (accepted, received) in rows.Take(MostShown))
            table.AddRow(new Text($"{accepted.Position ?? received.Position}"), Line(accepted, "red"), Line(received, "green"));
        screen.Write(new Padder(table, new Padding(Indent, 0, 0, 0)), Widest);
    }

    // The words that differ are underlined: colour alone says nothing to some.
    private static Markup Line(DiffPiece line, string colour)
    {
        if (line.Type == ChangeType.Imaginary)
            return new Markup($"[dim]{Messages.Say.NoLine}[/]");
        var pieces = line.SubPieces.Count == 0 ? [line] : line.SubPieces;
        return new Markup(string.Concat(pieces.Where(piece => piece.Text is not null)
            .Select(piece => piece.Type is ChangeType.Unchanged ? Markup.Escape(piece.Text) : $"[{colour} underline]{Markup.Escape(piece.Text)}[/]")));
    }

    [GeneratedRegex("^The accepted story \"([^\"]+)\"")]
    private static partial Regex Name();
}
