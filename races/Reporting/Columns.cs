using TrainingCamp.Races.Ordering;
using TrainingCamp.Races.Running;

namespace TrainingCamp.Races.Reporting;

/// <summary>The last steps of two actors, side by side, from top to bottom.</summary>
internal sealed class Columns
{
    private const int Most = 14;
    private const int Longest = 56;

    /// <summary>The longest turn of a loop, in steps, that is looked for.</summary>
    private const int LongestTurn = 4;

    public Columns(Run run, Words words, IEnumerable<Actor> actors)
    {
        List<Actor> shown = [.. actors.Distinct().Take(2)];
        var steps = run.Trace.Where(step => shown.Contains(step.Actor)).ToList();
        Length = steps.Count;
        if (Length == 0)
            return;
        var (turn, again) = steps.Count > Most ? Loop(steps) : default;
        // A loop without an end hides what has led to it: it is told once.
        steps.RemoveRange(steps.Count - turn * again, turn * again);
        // Of one step too many the line that says so would take the room.
        var left = steps.Count > Most + 1 ? steps.Count - Most : 0;
        var texts = steps.Skip(left).Select(step => (Column: shown.IndexOf(step.Actor), Text: Text(step, words))).ToList();
        // No wider than the left one needs: the terminal has eighty or a hundred characters.
        var width = 2 + texts.Where(text => text.Column == 0).Select(text => text.Text.Length).Append(shown[0].Name.Length).Max();
        Lines.Add("    " + string.Concat(shown.Select(actor => actor.Name.PadRight(width))).TrimEnd());
        Lines.Add("    " + string.Concat(shown.Select(actor => new string('-', actor.Name.Length).PadRight(width))).TrimEnd());
        if (left > 0)
            Lines.Add($"    ... {left} steps before");
        foreach (var (column, text) in texts)
            Lines.Add("    " + new string(' ', column * width) + text);
        if (again > 0)
            Lines.Add($"    ... {(turn == 1 ? "this step" : $"these {turn} steps")} again, {again} times");
    }

    /// <summary>How many steps the two took.</summary>
    public int Length { get; }

    public List<string> Lines { get; } = [];

    // How many steps the shortest turn has that the last steps repeat, and how often it comes again.
    private static (int Turn, int Again) Loop(List<Step> steps)
    {
        for (var turn = 1; turn <= LongestTurn; turn++)
        {
            var first = steps.Count - 1;
            while (first >= turn && IsSame(steps[first], steps[first - turn]))
                first--;
            if ((steps.Count - 1 - first) / turn is > 1 and var again)
                return (turn, again);
        }

        return default;
    }

    // A trainee's own Equals is not to be called here.
    private static bool IsSame(Step one, Step other) =>
        one.Actor == other.Actor && one.What == other.What && ReferenceEquals(one.Target, other.Target) && one.Site == other.Site;

    private static string Text(Step step, Words words)
    {
        var text = step.Target is null ? step.What : $"{step.What} {words.Of(step.Target)}";
        var place = words.Short(step.Site);
        var room = Math.Max(20, Longest - place.Length - 2);
        return $"{(text.Length > room ? text[..(room - 3)] + "..." : text)}  {place}".TrimEnd();
    }
}
