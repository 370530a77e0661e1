// Alternative: a queue and a set of what is in it, both made large enough at the start.
namespace Camp.Memory;

/// <summary>Byte arrays of one size, used again and again. Go: <c>sync.Pool</c>, but bounded, and the collector does not empty it.</summary>
public sealed class BufferPool(int size, int capacity)
{
    private readonly int _size = size >= 1 ? size : throw new ArgumentOutOfRangeException(nameof(size));
    private readonly Queue<byte[]> _queue = new(capacity >= 1 ? capacity : throw new ArgumentOutOfRangeException(nameof(capacity)));
    private readonly HashSet<byte[]> _inside = new(capacity);

    public int Kept
    {
        get
        {
            lock (_queue)
                return _queue.Count;
        }
    }

    public byte[] Rent()
    {
        byte[]? buffer;
        lock (_queue)
        {
            if (_queue.TryDequeue(out buffer))
                _inside.Remove(buffer);
        }

        return buffer ?? GC.AllocateArray<byte>(_size);
    }

    public void Return(byte[] buffer)
    {
        if (buffer is null)
            throw new ArgumentNullException(nameof(buffer));
        if (buffer.Length != _size)
            throw new ArgumentException("another size", nameof(buffer));
        lock (_queue)
        {
            if (_inside.Contains(buffer))
                throw new InvalidOperationException("in the pool");
            Array.Clear(buffer);
            if (_queue.Count == capacity)
                return;
            _inside.Add(buffer);
            _queue.Enqueue(buffer);
        }
    }
}
