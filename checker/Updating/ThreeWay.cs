using DiffPlex;

namespace TrainingCamp.Checker.Updating;

/// <summary>
/// Joins two texts that were made from a third, line by line. The differences come from DiffPlex; its own three-way merge (1.9)
/// drops lines and throws on ordinary input, as the tests of this class would show.
/// </summary>
internal static class ThreeWay
{
    private sealed class Lines : IChunker
    {
        public static readonly Lines Instance = new();

        public IReadOnlyList<string> Chunk(string text) => Of(text);

        // DiffPlex takes an empty text for no line at all.
        public static string[] Of(string text) => text.Length == 0 ? [] : text.Split('\n');
    }

    // Lines From to To (exclusive) of the text before become Now.
    private sealed record Hunk(int From, int To, string[] Now, bool Mine);

    /// <summary>The joined text; null when both changed the same place, or neighbouring lines, in different ways.</summary>
    public static string? Merge(string before, string mine, string theirs)
    {
        var lines = Lines.Of(before);
        var hunks = Hunks(before, mine, isMine: true).Concat(Hunks(before, theirs, isMine: false)).OrderBy(hunk => hunk.From).ThenBy(hunk => hunk.To);
        var merged = new List<string>();
        var at = 0;
        foreach (var (from, to, group) in Groups(hunks))
        {
            merged.AddRange(lines[at..from]);
            var (left, right) = (Apply(lines, from, to, group.Where(hunk => hunk.Mine)), Apply(lines, from, to, group.Where(hunk => !hunk.Mine)));
            if (group.All(hunk => hunk.Mine))
                merged.AddRange(left);
            else if (group.All(hunk => !hunk.Mine) || left.SequenceEqual(right))
                merged.AddRange(right);
            else
                return null;
            at = to;
        }

        return string.Join('\n', merged.Concat(lines[at..]));
    }

    private static IEnumerable<Hunk> Hunks(string before, string after, bool isMine)
    {
        var lines = Lines.Of(after);
        return Differ.Instance.CreateDiffs(before, after, ignoreWhiteSpace: false, ignoreCase: false, Lines.Instance).DiffBlocks
            .Select(block => new Hunk(block.DeleteStartA, block.DeleteStartA + block.DeleteCountA, lines[block.InsertStartB..(block.InsertStartB + block.InsertCountB)], isMine));
    }

    // Hunks that overlap or touch belong together.
    private static IEnumerable<(int From, int To, List<Hunk> Group)> Groups(IEnumerable<Hunk> hunks)
    {
        (int From, int To, List<Hunk> Group)? open = null;
        foreach (var hunk in hunks)
        {
            if (open is { } group && hunk.From <= group.To)
            {
                group.Group.Add(hunk);
                open = (group.From, Math.Max(group.To, hunk.To), group.Group);
                continue;
            }

            if (open is { } whole)
                yield return whole;
            open = (hunk.From, hunk.To, [hunk]);
        }

        if (open is { } last)
            yield return last;
    }

    private static List<string> Apply(string[] lines, int from, int to, IEnumerable<Hunk> hunks)
    {
        var result = new List<string>();
        foreach (var hunk in hunks)
        {
            result.AddRange(lines[from..hunk.From]);
            result.AddRange(hunk.Now);
            from = hunk.To;
        }

        result.AddRange(lines[from..to]);
        return result;
    }
}
