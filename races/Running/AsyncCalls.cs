using System.ComponentModel;

namespace TrainingCamp.Races.Running;

/// <summary>What rewritten async methods call when they begin, wait and go on. Not meant to be called by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class AsyncCalls
{
    /// <summary>Begins, or goes on after an await. Never throws: nobody above could catch it.</summary>
    /// <param name="frame">A field that was added to the state machine.</param>
    public static void Enter(ref object? frame, int site)
    {
        if (Strand.Current is not { } me)
            return;
        if (frame is not Frame known)
            frame = known = new Frame(me.Run.Sites[site].Method, me.Actor, me.At);
        if (known.Suspended is not null)
        {
            me.Run.Suspended.Remove(known);
            me.Clock.Join(known.Suspended);
            me.Held = [.. me.Held, .. known.Held];
            known.Suspended = null;
        }

        me.Frames.Push(known);
    }

    /// <summary>Is about to wait for something that has not ended.</summary>
    public static void Suspend(object? frame, int site)
    {
        if (Strand.Current is not { } me || frame is not Frame known)
            return;
        me.At = site;
        me.Run.Record(me, "awaits", null);
        known.AwaitedAt = site;
        known.Held = [.. me.Held.Where(held => held.Frame == known)];
        me.Held = [.. me.Held.Where(held => held.Frame != known)];
        known.Suspended = me.Run.Known();
        me.Run.Suspended.Add(known);
        if (!known.Named)
            Name(me, known);
    }

    /// <summary>Returns to whoever called it or let it go on.</summary>
    public static void Leave()
    {
        if (Strand.Current is { } me)
            me.Frames.TryPop(out _);
    }

    /// <summary>A handler has caught something: when the schedule is over, it must not.</summary>
    public static void Caught()
    {
        if (Strand.Current is { Run.Over: true })
            throw new ScheduleAbandonedException();
    }

    // The body of a task or thread keeps its name; what a caller may have left running beside itself gets its own.
    private static void Name(Strand me, Frame frame)
    {
        frame.Named = true;
        if (me.Frames.Count == 1 && !me.HasBody && me.Self != Names.Continuation)
            me.HasBody = true;
        else
            frame.Actor = me.Run.Names.Next($"{frame.Method}()", frame.StartedAt);
    }
}
