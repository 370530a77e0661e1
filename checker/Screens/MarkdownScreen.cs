using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Spectre.Console;
using Spectre.Console.Rendering;
using MarkdownCell = Markdig.Extensions.Tables.TableCell;
using MarkdownRow = Markdig.Extensions.Tables.TableRow;
using MarkdownTable = Markdig.Extensions.Tables.Table;
using Table = Spectre.Console.Table;

namespace TrainingCamp.Checker.Screens;

/// <summary>Renders the Markdown that lessons are written in. A plain screen gets the text as it was written.</summary>
internal static class MarkdownScreen
{
    /// <summary>Longer lines tire the eye.</summary>
    private const int Widest = 100;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().Build();

    public static void Show(Screen screen, string markdown)
    {
        if (screen.Json)
            return;
        if (screen.Plain)
        {
            screen.Raw(markdown.TrimEnd() + "\n");
            return;
        }

        foreach (var block in Markdown.Parse(markdown, Pipeline))
            if (Rendered(block) is { } rendered)
                screen.Write(rendered, Widest);
    }

    private static IRenderable? Rendered(Block block) => block switch
    {
        HeadingBlock heading => new Padder(new Markup($"[bold {(heading.Level == 1 ? "green" : "yellow")}]{Inlines(heading.Inline)}[/]"), new Padding(0, 0, 0, 1)),
        ParagraphBlock paragraph => new Padder(new Markup(Inlines(paragraph.Inline)), new Padding(0, 0, 0, 1)),
        CodeBlock code => new Padder(new Text(code.Lines.ToString(), new Style(Color.Aqua)), new Padding(4, 0, 0, 1)),
        ListBlock list => List(list),
        QuoteBlock quote => new Padder(Blocks(quote), new Padding(2, 0, 0, 0)),
        MarkdownTable table => TableOf(table),
        ThematicBreakBlock => new Rule(),
        // Comments in the source, such as where a listing comes from.
        _ => null,
    };

    private static Rows Blocks(ContainerBlock blocks) => new(blocks.Select(Rendered).OfType<IRenderable>());

    // Items of a list stand close together.
    private static Rows Close(ContainerBlock blocks) =>
        new(blocks.Select(block => block is ParagraphBlock paragraph ? new Markup(Inlines(paragraph.Inline)) : Rendered(block)).OfType<IRenderable>());

    private static Padder List(ListBlock list)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().Padding(1, 0)).AddColumn(new GridColumn().Padding(0, 0));
        var number = list.IsOrdered && int.TryParse(list.OrderedStart, out var start) ? start : 1;
        foreach (var item in list.OfType<ListItemBlock>())
            grid.AddRow(new Text(list.IsOrdered ? $"{number++}." : "•"), Close(item));
        return new Padder(grid, new Padding(0, 0, 0, 1));
    }

    private static Padder TableOf(MarkdownTable source)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var row in source.OfType<MarkdownRow>())
        {
            var cells = row.OfType<MarkdownCell>().Select(cell => (IRenderable)new Markup(string.Concat(cell.OfType<LeafBlock>().Select(leaf => Inlines(leaf.Inline))))).ToList();
            if (row.IsHeader)
                cells.ForEach(cell => table.AddColumn(new TableColumn(cell)));
            else
                table.AddRow(cells.Take(table.Columns.Count));
        }

        return new Padder(table, new Padding(0, 0, 0, 1));
    }

    private static string Inlines(ContainerInline? inlines) => string.Concat(inlines?.Select(Of) ?? []);

    private static string Of(Inline inline) => inline switch
    {
        LiteralInline literal => Markup.Escape(literal.Content.ToString()),
        CodeInline code => $"[aqua]{Markup.Escape(code.Content)}[/]",
        EmphasisInline emphasis => $"[{(emphasis.DelimiterCount > 1 ? "bold" : "italic")}]{Inlines(emphasis)}[/]",
        // The address of a link within the repository says nothing in a terminal.
        LinkInline link => link.Url?.StartsWith("http", StringComparison.Ordinal) == true ? $"{Inlines(link)} [dim]({Markup.Escape(link.Url)})[/]" : Inlines(link),
        AutolinkInline link => Markup.Escape(link.Url),
        LineBreakInline line => line.IsHard ? "\n" : " ",
        HtmlEntityInline entity => Markup.Escape(entity.Transcoded.ToString()),
        ContainerInline container => Inlines(container),
        _ => "",
    };
}
