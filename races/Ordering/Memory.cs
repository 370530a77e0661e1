using System.Runtime.CompilerServices;

namespace TrainingCamp.Races.Ordering;

/// <summary>The cells of one schedule.</summary>
internal sealed class Memory
{
    private readonly Dictionary<(object? Owner, int Field), Cell> _cells = new(new ByIdentity());

    /// <param name="owner">The object; a type for a static field of a generic type; null for other statics.</param>
    public Cell Field(object? owner, int field, string name)
    {
        if (!_cells.TryGetValue((owner, field), out var cell))
            _cells[(owner, field)] = cell = new Cell(owner, name, null);
        return cell;
    }

    /// <summary>The contents of an array or of a collection.</summary>
    public Cell Contents(object owner) => Field(owner, -1, "");

    public Cell Element(Array array, int index) => Contents(array).Part(index, () => $"element [{index}]");

    private sealed class ByIdentity : IEqualityComparer<(object? Owner, int Field)>
    {
        public bool Equals((object? Owner, int Field) x, (object? Owner, int Field) y) => x.Field == y.Field && ReferenceEquals(x.Owner, y.Owner);

        public int GetHashCode((object? Owner, int Field) key) => (RuntimeHelpers.GetHashCode(key.Owner) * 397) ^ key.Field;
    }
}
