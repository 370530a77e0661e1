using TrainingCamp.Races.Ordering;
using TrainingCamp.Races.Running;

namespace TrainingCamp.Races.Primitives;

/// <summary>What stand-ins do: take turns, wait, publish and learn.</summary>
internal static class Act
{
    /// <summary>The strand that calls.</summary>
    /// <exception cref="InvalidOperationException">Rewritten code runs outside of an exploration.</exception>
    public static Strand Me => Strand.Current ?? throw new InvalidOperationException(
        "Code that was rewritten to be explored runs on a thread that the exploration does not control. Run it through Explorer.Explore.");

    public static Run Run => Me.Run;

    /// <summary>A turn for the others, then a step of this strand.</summary>
    public static Strand Step(string what, object? target)
    {
        var (me, at) = (Me, Me.At);
        me.Run.Turn(me);
        me.At = at;
        me.Run.Record(me, what, target);
        return me;
    }

    /// <summary>A step that publishes what this strand knows.</summary>
    public static Strand Publish(string what, object target)
    {
        var me = Step(what, target);
        me.Run.Release(target);
        return me;
    }

    /// <summary>Waits, and then knows what was published on the target.</summary>
    /// <returns>False when the time was over first.</returns>
    public static bool WaitFor(Func<bool> ready, string what, object target, long milliseconds = -1)
    {
        var me = Me;
        var at = me.At;
        me.Run.Turn(me);
        var came = me.Run.WaitFor(me, ready, what, target, milliseconds);
        me.At = at;
        me.Run.Record(me, came ? what : "gives up waiting", target);
        if (came)
            me.Run.Acquire(target);
        return came;
    }

    public static void Take(object taken, string mode)
    {
        var me = Me;
        me.Held = [.. me.Held, new Held(taken, me.At, mode, me.Frames.TryPeek(out var frame) ? frame : null)];
    }

    public static void Drop(object dropped)
    {
        var me = Me;
        for (var last = me.Held.Count - 1; last >= 0; last--)
        {
            if (me.Held[last].Lock == dropped)
            {
                me.Held = [.. me.Held.Where((_, index) => index != last)];
                return;
            }
        }
    }

    public static long Milliseconds(TimeSpan time)
    {
        if (time.TotalMilliseconds is < -1 or > int.MaxValue)
            throw new ArgumentOutOfRangeException(nameof(time), time, "A time-out is Timeout.InfiniteTimeSpan, or 0 to 2147483647 ms.");
        return (long)time.TotalMilliseconds;
    }

    /// <summary>Signals that reach nobody are remembered: who waits for one later waits for ever.</summary>
    public static void Missed(object target) => Run.MissedSignals[target] = (Me, Me.At);
}
