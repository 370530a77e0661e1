using System.Xml.Linq;
using TrainingCamp.Checker.Texts;

namespace TrainingCamp.Checker.Reports;

/// <summary>
/// One HTML file that needs nothing else and runs nothing. It is built from elements, so every text in it is escaped, and its
/// policy forbids scripts and everything from elsewhere.
/// </summary>
internal static class Page
{
    public const string Mark = "<meta name=\"generator\" content=\"camp report\"";

    /// <summary>Looks of a cell with a figure in it.</summary>
    public const string Number = "number";

    /// <inheritdoc cref="Number"/>
    public const string NumberDone = "number ok";

    /// <inheritdoc cref="Number"/>
    public const string NumberBegun = "number part";

    private const string Style = """

        :root { color-scheme: light dark; --ok: #d3f2dc; --part: #fdf0c4; --no: #fbd9d5; --none: transparent; --line: #8884; }
        @media (prefers-color-scheme: dark) { :root { --ok: #14532d; --part: #5c4a08; --no: #6b1d17; } }
        body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem; }
        h1, h2 { line-height: 1.2; }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; margin: 1rem 0; }
        th, td { border: 1px solid var(--line); padding: .3rem .6rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
        th[scope=col] { overflow-wrap: normal; }
        th[scope=row] { min-width: 9rem; max-width: 20rem; }
        td.date { white-space: nowrap; }
        td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        .ok { background: var(--ok); } .part { background: var(--part); } .no { background: var(--no); }
        pre { white-space: pre-wrap; margin: .3rem 0; max-height: 16rem; overflow: auto; }
        summary { cursor: pointer; font-weight: 600; }
        @media print { details { break-inside: avoid; } body { max-width: none; } }

        """;

    public static string Of(string title, params object?[] body)
    {
        var page = new XElement("html", new XAttribute("lang", Messages.Say.Language),
            new XElement("head",
                new XElement("meta", new XAttribute("charset", "utf-8")),
                new XElement("meta", new XAttribute("name", "generator"), new XAttribute("content", "camp report")),
                new XElement("meta", new XAttribute("name", "viewport"), new XAttribute("content", "width=device-width, initial-scale=1")),
                new XElement("meta", new XAttribute("http-equiv", "Content-Security-Policy"), new XAttribute("content", "default-src 'none'; style-src 'unsafe-inline'")),
                new XElement("title", title),
                new XElement("style", Style)),
            new XElement("body", new XElement("h1", title), body));
        foreach (var text in page.DescendantNodes().OfType<XText>())
            text.Value = ReportReader.Clean(text.Value, int.MaxValue);
        // An element without content would be written <td />, which HTML takes for an opening tag.
        foreach (var element in page.Descendants().Where(element => element.IsEmpty && element.Name != "meta"))
            element.Value = "";
        return "<!DOCTYPE html>\n" + page + "\n";
    }

    public static XElement Table(IEnumerable<string> heads, IEnumerable<XElement> rows) => new("div", new XAttribute("class", "scroll"), new XElement("table",
        new XElement("thead", new XElement("tr", heads.Select(head => new XElement("th", new XAttribute("scope", "col"), head)))),
        new XElement("tbody", rows)));

    public static XElement Row(string head, params IEnumerable<object> cells) =>
        new("tr", new XElement("th", new XAttribute("scope", "row"), head), cells.Select(cell => cell as XElement ?? Cell("", cell.ToString()!)));

    public static XElement Cell(string look, string text) => new("td", look.Length > 0 ? new XAttribute("class", look) : null, text);

    public static XElement Details(string summary, params object?[] content) => new("details", new XElement("summary", summary), content);

    /// <summary>The cell of an exercise: a word or a figure, and a colour that says the same.</summary>
    public static XElement Cell(ExerciseReport? exercise) => exercise switch
    {
        null => Cell("", "–"),
        { Given: true } => Cell("", Messages.Say.GivenWord),
        { Passed: true } => Cell("ok", Messages.Say.Passed),
        { Tried: false } => Cell("", Messages.Say.OpenWord),
        { TestsPassed: > 0 } => Cell("part", Messages.Say.Of(exercise.TestsPassed, exercise.TestsRun)),
        _ => Cell("no", Messages.Say.Outcome(exercise.Outcome)),
    };
}
