using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TrainingCamp.Races.Ordering;

/// <summary>
/// Knows which cell a managed pointer of a strand points to. A pointer cannot be kept, but the object that it points into and the
/// distance from its start can. Pointers live on one stack, so the last few that a strand has made are enough.
/// </summary>
internal sealed class AddressBook
{
    private const int Size = 48;
    private readonly Entry[] _entries = new Entry[Size];
    private int _next;

    private record struct Entry(object? Owner, nint Offset, nint Length, Cell? Cell, string Type, Func<int, Cell>? Element);

    /// <param name="type">The type of what stands there: a struct and its first field begin at the same address.</param>
    public void Note(ref byte address, object owner, Cell cell, string type) =>
        Add(new Entry(owner, Offset(owner, ref address), 0, cell, type, null));

    /// <summary>A static field: it does not move while its pointer is used.</summary>
    public unsafe void NoteStatic(ref byte address, Cell cell, string type) =>
        Add(new Entry(null, (nint)Unsafe.AsPointer(ref address), 0, cell, type, null));

    /// <summary>All elements of an array at once, for spans.</summary>
    public void NoteElements(Array array, int elementSize, Func<int, Cell> element) =>
        Add(new Entry(array, Offset(array, ref MemoryMarshal.GetArrayDataReference(array)), (nint)array.Length * elementSize, null, "", index => element(index / elementSize)));

    /// <param name="type">Null for whatever stands at the address.</param>
    public Cell? Find(ref byte address, string? type)
    {
        for (var back = 1; back <= Size; back++)
        {
            ref var entry = ref _entries[(_next - back + Size) % Size];
            if (entry.Type is null)
                break;
            if (Matches(ref entry, ref address, type) is { } cell)
                return cell;
        }

        return null;
    }

    private static unsafe Cell? Matches(ref Entry entry, ref byte address, string? type)
    {
        if (entry.Element is not null)
        {
            var index = Offset(entry.Owner!, ref address) - entry.Offset;
            return index >= 0 && index < entry.Length ? entry.Element((int)index) : null;
        }

        if (type is not null && entry.Type != type)
            return null;
        var same = entry.Owner is null ? (nint)Unsafe.AsPointer(ref address) == entry.Offset : Offset(entry.Owner, ref address) == entry.Offset;
        return same ? entry.Cell : null;
    }

    private void Add(Entry entry)
    {
        // Loops make the same pointer again and again.
        ref var last = ref _entries[(_next - 1 + Size) % Size];
        if (last.Cell is not null && ReferenceEquals(last.Cell, entry.Cell) && ReferenceEquals(last.Owner, entry.Owner) && last.Offset == entry.Offset && last.Type == entry.Type)
            return;
        _entries[_next] = entry;
        _next = (_next + 1) % Size;
    }

    private static nint Offset(object owner, ref byte address) => Unsafe.ByteOffset(ref Unsafe.As<Raw>(owner).Start, ref address);

    private sealed class Raw
    {
        // Where an object's first field lies. Never assigned: only its address is used.
#pragma warning disable CS0649
        public byte Start;
#pragma warning restore CS0649
    }
}
