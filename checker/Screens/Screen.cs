using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spectre.Console;
using Spectre.Console.Rendering;
using TrainingCamp.Checker.Texts;

namespace TrainingCamp.Checker.Screens;

/// <summary>What the commands write to: colours and symbols, plain words, or JSON.</summary>
internal sealed class Screen
{
    private static readonly JsonSerializerOptions OneLine = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Columns below which rows take two lines.</summary>
    private const int NarrowBelow = 64;

    private const int NameColumn = 24;
    private const int WordColumn = 16;

    private readonly TextWriter _output;
    private readonly IAnsiConsole _console;

    public Screen(bool json, bool plain, TextWriter output)
    {
        (Json, Plain, _output) = (json, plain, output);
        _console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = plain ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = plain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
        });
        if (plain || Console.IsOutputRedirected)
            _console.Profile.Width = int.MaxValue / 2;
    }

    public bool Json { get; }

    public bool Plain { get; }

    /// <summary>Columns; a plain screen never wraps.</summary>
    public int Width => _console.Profile.Width;

    /// <summary>A line of Spectre markup; in JSON mode nothing.</summary>
    public void Line(string markup = "")
    {
        if (!Json)
            _console.MarkupLine(markup);
    }

    /// <summary>A line of Spectre markup whose parts are escaped; in JSON mode nothing.</summary>
    public void Line(FormattableString markup) => Line(string.Format(CultureInfo.InvariantCulture, markup.Format,
        [.. markup.GetArguments().Select(part => (object)Markup.Escape(Convert.ToString(part, CultureInfo.InvariantCulture) ?? ""))]));

    /// <summary>A line of text as it is; in JSON mode nothing.</summary>
    public void Text(string text)
    {
        if (!Json)
            _console.WriteLine(text);
    }

    /// <summary>A row of a list: a symbol, a name, a word that says the same as the symbol, and the rest; two lines on a narrow screen.</summary>
    public void Row(string symbol, string colour, string name, string word, string rest)
    {
        var mark = Plain ? "" : $"[{colour}]{symbol}[/] ";
        var (first, second) = ($"  {mark}{Markup.Escape(name)}", $"[{colour}]{Markup.Escape(word)}[/]");
        if (Width < NarrowBelow)
        {
            Line(first);
            Line($"      {second} {Markup.Escape(rest)}".TrimEnd());
            return;
        }

        var row = $"{first}{Gap(NameColumn, name)} {second}{Gap(WordColumn, word)}";
        if (Markup.Remove(row).GetCellWidth() + 1 + rest.GetCellWidth() <= Width)
        {
            Line($"{row} {Markup.Escape(rest)}".TrimEnd());
            return;
        }

        // What does not fit goes below, under an indent, and not into the first column.
        Line(row.TrimEnd());
        Indented(rest, 6);
    }

    /// <summary>Something rendered, in at most so many columns; in JSON mode nothing.</summary>
    public void Write(IRenderable rendered, int widest)
    {
        if (Json)
            return;
        var width = _console.Profile.Width;
        _console.Profile.Width = Math.Min(width, widest);
        _console.Write(rendered);
        _console.Profile.Width = width;
    }

    /// <summary>Text for other programs, never wrapped; in JSON mode nothing.</summary>
    public void Raw(string text)
    {
        if (!Json)
            _output.Write(text);
    }

    /// <summary>Text under an indent, line by line.</summary>
    public void Indented(string text, int columns, string style = "")
    {
        if (Json)
            return;
        var look = style.Length > 0 ? Style.Parse(style) : Style.Plain;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
            _console.Write(new Padder(new Text(line, look), new Padding(columns, 0, 0, 0)));
    }

    private static string Gap(int column, string text) => new(' ', Math.Max(0, column - text.GetCellWidth()));

    /// <summary>A JSON document on one line; in other modes nothing.</summary>
    public void Document(JsonNode document)
    {
        if (!Json)
            return;
        _output.WriteLine(document.ToJsonString(OneLine));
        _output.Flush();
    }

    /// <summary>Something the user should know that is not the result: to standard error in every mode.</summary>
    public static void Warn(string message)
    {
        if (message.Length > 0)
            Console.Error.WriteLine(Messages.Say.Warning(message));
    }
}
