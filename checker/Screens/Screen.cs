using System.Text.Json;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace TrainingCamp.Checker.Screens;

/// <summary>What the commands write to: colours and symbols, plain words, or JSON.</summary>
internal sealed class Screen
{
    private static readonly JsonSerializerOptions OneLine = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

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

    /// <summary>A line of text as it is; in JSON mode nothing.</summary>
    public void Text(string text)
    {
        if (!Json)
            _console.WriteLine(text);
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
            Console.Error.WriteLine($"camp: warning: {message}");
    }
}
