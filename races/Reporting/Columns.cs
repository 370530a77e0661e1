using TrainingCamp.Races.Ordering;
using TrainingCamp.Races.Running;

namespace TrainingCamp.Races.Reporting;

/// <summary>The last steps of two actors, side by side, from top to bottom.</summary>
internal sealed class Columns
{
    private const int Most = 14;
    private const int Width = 58;

    public Columns(Run run, Words words, IEnumerable<Actor> actors)
    {
        List<Actor> shown = [.. actors.Distinct().Take(2)];
        var steps = run.Trace.Where(step => shown.Contains(step.Actor)).ToList();
        Length = steps.Count;
        if (Length == 0)
            return;
        Lines.Add("    " + string.Concat(shown.Select(actor => actor.Name.PadRight(Width))).TrimEnd());
        Lines.Add("    " + string.Concat(shown.Select(actor => new string('-', actor.Name.Length).PadRight(Width))).TrimEnd());
        if (steps.Count > Most)
            Lines.Add($"    ... {steps.Count - Most} steps before");
        foreach (var step in steps.TakeLast(Most))
            Lines.Add("    " + new string(' ', shown.IndexOf(step.Actor) * Width) + Text(step, words));
    }

    /// <summary>How many steps the two took.</summary>
    public int Length { get; }

    public List<string> Lines { get; } = [];

    private static string Text(Step step, Words words)
    {
        var text = step.Target is null ? step.What : $"{step.What} {words.Of(step.Target)}";
        var place = words.Short(step.Site);
        var room = Math.Max(20, Width - place.Length - 4);
        return $"{(text.Length > room ? text[..(room - 3)] + "..." : text)}  {place}".TrimEnd();
    }
}
