namespace TrainingCamp.Races.Ordering;

/// <summary>
/// A place in memory: a field, an element, the contents of a collection. A struct or an array has a cell for the whole and one
/// for each part that was used: who touches the whole touches every part.
/// </summary>
internal sealed class Cell(object? owner, string name, Cell? parent)
{
    private Dictionary<int, Cell>? _parts;
    private Access? _write;
    private readonly List<Access> _reads = [];

    /// <summary>The object that holds it; null for a static field.</summary>
    public object? Owner => owner;

    /// <summary>"Counter._count", "element [3]".</summary>
    public string Name => name;

    public Cell? Parent => parent;

    /// <summary>What atomic writes have published here.</summary>
    public VectorClock? Published { get; set; }

    public Cell Part(int key, Func<string> partName)
    {
        _parts ??= [];
        if (!_parts.TryGetValue(key, out var part))
            _parts[key] = part = new Cell(owner, partName(), this);
        return part;
    }

    /// <summary>Remembers an access and returns an earlier one that nothing orders before it; null when there is none.</summary>
    public Access? Conflict(Access access, VectorClock known)
    {
        var conflict = ConflictHere(access, known) ?? ConflictAbove(access, known) ?? ConflictBelow(access, known);
        Remember(access);
        return conflict;
    }

    private Access? ConflictAbove(Access access, VectorClock known)
    {
        for (var above = parent; above is not null; above = above.Parent)
        {
            if (above.ConflictHere(access, known) is { } conflict)
                return conflict;
        }

        return null;
    }

    private Access? ConflictBelow(Access access, VectorClock known) =>
        _parts?.Values.Select(part => part.ConflictHere(access, known) ?? part.ConflictBelow(access, known)).FirstOrDefault(conflict => conflict is not null);

    private Access? ConflictHere(Access access, VectorClock known)
    {
        if (_write is not null && Unordered(_write, access, known))
            return _write;
        if (!access.Writes)
            return null;
        foreach (var read in _reads)
        {
            if (Unordered(read, access, known))
                return read;
        }

        return null;
    }

    private static bool Unordered(Access earlier, Access access, VectorClock known) =>
        earlier.Time > known[earlier.Slot] && !(earlier.Atomic && access.Atomic) && !IsLookAtLocked(earlier, access) && !IsLookAtLocked(access, earlier);

    // Volatile.Read beside a write under a lock: a word is written whole, and who looks expects to be late. Double-checked locking.
    private static bool IsLookAtLocked(Access look, Access write) => look is { Atomic: true, Writes: false } && write is { Atomic: false, Writes: true, Held.Count: > 0 };

    private void Remember(Access access)
    {
        if (access.Writes)
        {
            _write = access;
            _reads.Clear();
            return;
        }

        var mine = _reads.FindIndex(read => read.Slot == access.Slot);
        if (mine >= 0)
            _reads[mine] = access;
        else
            _reads.Add(access);
    }
}
