using System.Text.RegularExpressions;

namespace TrainingCamp.Checker.Lessons;

/// <summary>A step of help: its heading ("Concept") and its text (Markdown).</summary>
internal sealed record Hint(string Title, string Text);

/// <summary>Reads hints.md: a "## lesson/exercise" heading, and below it "### 1. Concept", "### 2. Place", "### 3. Nearly the code".</summary>
internal static partial class Hints
{
    public static IReadOnlyList<Hint> Of(string markdown, string exerciseId)
    {
        var section = Sections(markdown, SectionHeading()).FirstOrDefault(s => s.Title == exerciseId);
        return section is null ? [] : [.. Sections(section.Text, StepHeading())];
    }

    private static IEnumerable<Hint> Sections(string markdown, Regex heading)
    {
        var matches = heading.Matches(markdown.ReplaceLineEndings("\n"));
        var text = markdown.ReplaceLineEndings("\n");
        for (var i = 0; i < matches.Count; i++)
        {
            var start = matches[i].Index + matches[i].Length;
            var end = i + 1 < matches.Count ? matches[i + 1].Index : text.Length;
            yield return new Hint(matches[i].Groups[1].Value.Trim(), text[start..end].Trim());
        }
    }

    [GeneratedRegex(@"^## +(.+)$", RegexOptions.Multiline)]
    private static partial Regex SectionHeading();

    [GeneratedRegex(@"^### +(?:\d\. *)?(.+)$", RegexOptions.Multiline)]
    private static partial Regex StepHeading();
}
