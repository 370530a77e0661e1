// Alternative: slots that are taken and filled by compare-and-swap, without a lock; only a lock for those who return.
namespace Camp.Memory;

/// <summary>Byte arrays of one size, used again and again. Go: <c>sync.Pool</c>, but bounded, and the collector does not empty it.</summary>
public sealed class BufferPool
{
    private readonly byte[]?[] _slots;
    private readonly object _returning = new();

    public BufferPool(int size, int capacity)
    {
        if (size < 1 || capacity < 1)
            throw new ArgumentOutOfRangeException(size < 1 ? nameof(size) : nameof(capacity));
        Size = size;
        _slots = new byte[capacity][];
    }

    private int Size { get; }

    public int Kept
    {
        get
        {
            var kept = 0;
            for (var i = 0; i < _slots.Length; i++)
                kept += Volatile.Read(ref _slots[i]) is null ? 0 : 1;
            return kept;
        }
    }

    public byte[] Rent()
    {
        for (var i = 0; i < _slots.Length; i++)
        {
            if (Interlocked.Exchange(ref _slots[i], null) is { } buffer)
                return buffer;
        }

        return new byte[Size];
    }

    public void Return(byte[] buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        if (buffer.Length != Size)
            throw new ArgumentException("another size");
        lock (_returning)
        {
            var free = -1;
            for (var i = 0; i < _slots.Length; i++)
            {
                var kept = Volatile.Read(ref _slots[i]);
                if (kept == buffer)
                    throw new InvalidOperationException("twice");
                free = kept is null ? i : free;
            }

            buffer.AsSpan().Clear();
            if (free >= 0)
                Volatile.Write(ref _slots[free], buffer);
        }
    }
}
