using TrainingCamp.Races.Running;

namespace TrainingCamp.Races.Primitives;

/// <summary>What a ReaderWriterLockSlim is made of. Readers that come while a writer waits, wait behind it.</summary>
internal sealed class ReaderWriter(ReaderWriterLockSlim gate)
{
    private readonly object _readers = new();
    private readonly List<Strand> _reading = [];
    private readonly bool _recursive = gate.RecursionPolicy == LockRecursionPolicy.SupportsRecursion;
    private Strand? _writer;
    private Strand? _upgradeable;
    private int _writes;
    private int _upgrades;

    public int WaitingWriters { get; private set; }

    public int WaitingReaders { get; private set; }

    public int Readers => _reading.Distinct().Count();

    public bool Reads => _reading.Contains(Act.Me);

    public bool Writes => _writer == Act.Me;

    public bool Upgradeable => _upgradeable == Act.Me;

    public int ReadDepth => _reading.Count(strand => strand == Act.Me);

    public int WriteDepth => Writes ? _writes : 0;

    public bool EnterRead(long milliseconds)
    {
        var me = Act.Me;
        if (!_recursive && (Reads || Writes))
            throw new LockRecursionException("Recursive read lock acquisitions not allowed in this mode.");
        if (!Reads && !Writes && !Upgradeable)
        {
            WaitingReaders++;
            var came = Wait(() => _writer is null && WaitingWriters == 0, "enters as a reader", milliseconds);
            WaitingReaders--;
            if (!came)
                return false;
        }

        _reading.Add(me);
        Act.Take(gate, "read lock");
        return true;
    }

    public bool EnterWrite(long milliseconds)
    {
        var me = Act.Me;
        if (!_recursive && Writes)
            throw new LockRecursionException("Recursive write lock acquisitions not allowed in this mode.");
        if (!Writes && Reads && !Upgradeable)
            throw new LockRecursionException("Write lock may not be acquired with read lock held. This pattern is prone to deadlocks.");
        if (!Writes)
        {
            WaitingWriters++;
            var came = Wait(() => _writer is null && _reading.TrueForAll(strand => strand == me) && (_upgradeable is null || _upgradeable == me), "enters as a writer", milliseconds);
            WaitingWriters--;
            if (!came)
                return false;
            me.Run.Acquire(_readers);
        }

        _writer = me;
        _writes++;
        Act.Take(gate, "write lock");
        return true;
    }

    public bool EnterUpgradeable(long milliseconds)
    {
        if (!_recursive && (Reads || Writes || Upgradeable))
            throw new LockRecursionException("Recursive upgradeable lock acquisitions not allowed in this mode.");
        if (!Upgradeable && !Writes && !Wait(() => _writer is null && _upgradeable is null && WaitingWriters == 0, "enters as an upgradeable reader", milliseconds))
            return false;
        _upgradeable = Act.Me;
        _upgrades++;
        Act.Take(gate, "upgradeable lock");
        return true;
    }

    public void ExitRead()
    {
        Held(Reads, "read");
        Act.Step("leaves as a reader", gate);
        _reading.RemoveAt(_reading.LastIndexOf(Act.Me));
        Act.Drop(gate);
        // Readers order the next writer, not each other.
        Act.Run.Release(_readers);
    }

    public void ExitWrite()
    {
        Held(Writes, "write");
        Act.Step("leaves as a writer", gate);
        Act.Drop(gate);
        Act.Run.Release(gate);
        if (--_writes == 0)
            _writer = null;
    }

    public void ExitUpgradeable()
    {
        Held(Upgradeable, "upgradeable");
        Act.Step("leaves as an upgradeable reader", gate);
        Act.Drop(gate);
        Act.Run.Release(gate);
        if (--_upgrades == 0)
            _upgradeable = null;
    }

    private bool Wait(Func<bool> free, string what, long milliseconds)
    {
        var me = Act.Me;
        var at = me.At;
        me.Run.Turn(me);
        var came = me.Run.WaitFor(me, free, what, gate, milliseconds, Holders);
        me.At = at;
        me.Run.Record(me, came ? what : "does not get", gate);
        if (came)
            me.Run.Acquire(gate);
        return came;
    }

    private IEnumerable<Strand> Holders() => new[] { _writer, _upgradeable }.OfType<Strand>().Concat(_reading).Distinct();

    private static void Held(bool held, string mode)
    {
        if (!held)
            throw new SynchronizationLockException($"The {mode} lock is being released without being held.");
    }
}
