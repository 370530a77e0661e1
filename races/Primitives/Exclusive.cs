using System.Runtime.CompilerServices;
using TrainingCamp.Races.Running;

namespace TrainingCamp.Races.Primitives;

/// <summary>A lock of one owner, who may take it again: Monitor, Lock, Mutex.</summary>
internal sealed class Exclusive(object identity)
{
    private Strand? _owner;
    private int _depth;

    public static Exclusive Of(object identity) => Act.Run.Model(identity, () => new Exclusive(identity));

    /// <summary>A Lock is never locked as an object here: it is a name.</summary>
    public static Exclusive Of(Lock identity) => Of(Unsafe.As<Lock, object>(ref identity));

    public bool IsMine => _owner == Act.Me;

    /// <summary>Those who wait for a pulse, first come first.</summary>
    public List<Waiter> Waiters { get; } = [];

    public bool IsFreeFor(Strand strand) => _owner is null || _owner == strand || OwnerHasGone;

    /// <summary>Whether the last owner ended without letting go. Only a mutex goes over to the next one then.</summary>
    public bool WasAbandoned { get; set; }

    private bool OwnerHasGone => identity is Mutex && _owner is { Ended: true };

    public bool Enter(long milliseconds = -1)
    {
        var me = Act.Me;
        var at = me.At;
        me.Run.Turn(me);
        me.At = at;
        if (_owner == me)
        {
            _depth++;
            return true;
        }

        if (!me.Run.WaitFor(me, () => _owner is null || OwnerHasGone, "enters", identity, milliseconds, Holders))
        {
            me.Run.Record(me, "does not get", identity);
            return false;
        }

        me.At = at;
        WasAbandoned |= OwnerHasGone;
        Own(me, 1);
        return true;
    }

    public void Exit()
    {
        if (!IsMine)
            throw new SynchronizationLockException("Object synchronization method was called from an unsynchronized block of code.");
        if (_depth > 1)
        {
            _depth--;
            return;
        }

        Act.Step("leaves", identity);
        GiveUp();
    }

    /// <summary>Gives the lock up, waits for a pulse, takes it again.</summary>
    public bool WaitForPulse(long milliseconds)
    {
        if (!IsMine)
            throw new SynchronizationLockException("Object synchronization method was called from an unsynchronized block of code.");
        var (me, depth, waiter) = (Act.Me, _depth, new Waiter());
        var at = me.At;
        Waiters.Add(waiter);
        me.Run.Record(me, "waits on", identity);
        GiveUp();
        var pulsed = me.Run.WaitFor(me, () => waiter.Pulsed, "waits for a pulse of", identity, milliseconds);
        Waiters.Remove(waiter);
        me.At = at;
        me.Run.WaitFor(me, () => _owner is null, "enters", identity, -1, Holders);
        Own(me, depth);
        return pulsed;
    }

    public void Pulse(bool all)
    {
        if (!IsMine)
            throw new SynchronizationLockException("Object synchronization method was called from an unsynchronized block of code.");
        Act.Step(all ? "pulses all of" : "pulses", identity);
        if (Waiters.Count == 0)
            Act.Missed(identity);
        else
            Act.Run.MissedSignals.Remove(identity);
        do
        {
            if (Waiters.Count == 0)
                return;
            Waiters[0].Pulsed = true;
            Waiters.RemoveAt(0);
        }
        while (all);
    }

    private void Own(Strand me, int depth)
    {
        (_owner, _depth) = (me, depth);
        me.Run.Record(me, "enters", identity);
        me.Run.Acquire(identity);
        Act.Take(identity, "lock");
    }

    private void GiveUp()
    {
        Act.Drop(identity);
        Act.Run.Release(identity);
        (_owner, _depth) = (null, 0);
    }

    private IEnumerable<Strand> Holders() => _owner is null ? [] : [_owner];

    internal sealed class Waiter
    {
        public bool Pulsed { get; set; }
    }
}
