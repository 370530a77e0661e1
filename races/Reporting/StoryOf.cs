using System.Globalization;
using TrainingCamp.Races.Ordering;
using TrainingCamp.Races.Running;

namespace TrainingCamp.Races.Reporting;

/// <summary>Tells what went wrong in a schedule, for somebody who meets it for the first time.</summary>
internal sealed class StoryOf(Run run)
{
    private readonly Words _words = new(run);
    private readonly List<string> _lines = [];

    public Finding Race(Cell cell, Access earlier, Access later)
    {
        var headline = $"DATA RACE on {_words.Of(cell)}";
        _lines.Add(headline);
        Empty();
        Tell(earlier);
        Tell(later);
        Empty();
        Started([earlier.Actor, later.Actor]);
        _lines.Add("Nothing orders these two accesses: " + Advice.For(earlier, later, _words));
        var columns = new Columns(run, _words, [earlier.Actor, later.Actor]);
        return Finish(Finding.Kinds.Race, headline, columns);
    }

    public Finding Tell(Finding.Kinds kind, Strand? me, string message)
    {
        var headline = $"{Title(kind)}: {message}";
        _lines.Add(headline);
        Empty();
        var waiting = kind is Finding.Kinds.Deadlock or Finding.Kinds.LostWakeUp or Finding.Kinds.Leak;
        if (waiting)
            Waiting();
        else if (me is { At: >= 0 })
            Line($"{me.Actor.Name}, at {_words.Place(me.At)}", me.At);
        var actors = waiting ? WaitingActors().ToList() : Others(me);
        if (waiting)
            Started(actors);
        return Finish(kind, headline, new Columns(run, _words, actors));
    }

    private static string Title(Finding.Kinds kind) => kind switch
    {
        Finding.Kinds.Deadlock => "DEADLOCK",
        Finding.Kinds.LostWakeUp => "LOST WAKE-UP",
        Finding.Kinds.Livelock => "LIVELOCK",
        Finding.Kinds.Leak => "LEFT BEHIND",
        Finding.Kinds.NotChecked => "NOT CHECKED",
        Finding.Kinds.OutOfControl => "OUT OF CONTROL",
        _ => "FAILED",
    };

    private void Tell(Access access)
    {
        var verb = (access.Atomic ? "atomically " : "") + (access.Writes ? "writes it" : "reads it");
        Line($"{access.Actor.Name} {verb} at {_words.Place(access.Site)}, holding {_words.Of(access.Held)}", access.Site);
    }

    private void Waiting()
    {
        foreach (var strand in run.Blocked.Where(strand => !IsTestAwaiting(strand)))
            Tell(strand, strand.Waiting!);
        foreach (var frame in run.Suspended.Where(frame => !IsRoot(frame) || run.Suspended.Count == 1))
            Line($"{frame.Actor.Name} waits at {_words.Place(frame.AwaitedAt)}, for what nobody will complete any more{Holding(frame.Held)}", frame.AwaitedAt);
        foreach (var (target, (strand, site)) in run.MissedSignals.Where(missed => run.Blocked.Any(blocked => blocked.Waiting!.Target == missed.Key)))
            Line($"{strand.Actor.Name} had signalled {_words.Of(target)} at {_words.Place(site)}, when nobody waited: a signal is not kept", site);
        Empty();
    }

    private void Tell(Strand strand, Wait wait)
    {
        var target = wait.Target is null ? "" : " " + _words.Of(wait.Target);
        var holders = wait.Holders?.Invoke().Select(holder => holder.Actor.Name).ToList() ?? [];
        var held = holders.Count == 0 ? "" : $", which {string.Join(" and ", holders)} holds";
        var what = wait.What.StartsWith("waits", StringComparison.Ordinal) ? wait.What : $"waits: it {wait.What}";
        Line($"{strand.Actor.Name} {what.Replace("waits: it enters", "waits to enter", StringComparison.Ordinal)}{target} at {_words.Place(strand.At)}{held}{Holding(strand.Held)}", strand.At);
    }

    private string Holding(IReadOnlyList<Held> held) => held.Count == 0 ? "" : $", and holds {_words.Of(held)}";

    private IEnumerable<Actor> WaitingActors() => run.Blocked.Where(strand => !IsTestAwaiting(strand)).Select(strand => strand.Actor)
        .Concat(run.Suspended.Select(frame => frame.Actor)).Distinct();

    // The test waits for the others: that is no news.
    private static bool IsTestAwaiting(Strand strand) => strand.Id == 1 && strand.Waiting!.Target is null;

    private static bool IsRoot(Frame frame) => frame.Actor == Names.Test;

    private List<Actor> Others(Strand? me) => [.. run.Trace.Select(step => step.Actor).Where(actor => actor != Names.Test && actor != me?.Actor).Reverse().Distinct().Take(1).Concat(me is null ? [] : [me.Actor])];

    private void Started(IEnumerable<Actor> actors)
    {
        foreach (var actor in actors.Distinct().Where(actor => actor.StartedAt >= 0))
            Line($"{actor.Name} was started at {_words.Place(actor.StartedAt)}", actor.StartedAt);
        if (_lines[^1].Length > 0)
            Empty();
    }

    private void Line(string text, int site)
    {
        _lines.Add("  " + text);
        if (_words.SourceLine(site) is { } line)
            _lines.Add(line);
    }

    private void Empty() => _lines.Add("");

    private Finding Finish(Finding.Kinds kind, string headline, Columns columns)
    {
        if (columns.Length > 0)
        {
            Empty();
            _lines.Add($"How it came to this, step by step:");
            Empty();
            _lines.AddRange(columns.Lines);
        }

        if (_lines[^1].Length > 0)
            Empty();
        _lines.Add("Again: " + string.Format(CultureInfo.InvariantCulture, run.Replay, run.Seed));
        return new Finding(kind, headline, string.Join('\n', _lines) + "\n", run.Seed, columns.Length);
    }
}
