// Mistake: a ConcurrentStack allocates a node for each return: a pool that makes garbage.
// Rejected by: BufferPoolTests.Renting_and_returning_allocates_nothing
using System.Collections.Concurrent;

namespace Camp.Memory;

/// <summary>Byte arrays of one size, used again and again. Go: <c>sync.Pool</c>, but bounded, and the collector does not empty it.</summary>
public sealed class BufferPool
{
    private readonly Lock _gate = new();
    private readonly byte[]?[] _kept;
    private readonly int _size;
    private readonly ConcurrentStack<byte[]> _stack = new();

    public BufferPool(int size, int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        (_size, _kept) = (size, new byte[capacity][]);
    }

    public int Kept
    {
        get
        {
            lock (_gate)
                return _stack.Count;
        }
    }

    public byte[] Rent()
    {
        return _stack.TryPop(out var buffer) ? buffer : new byte[_size];
    }

    public void Return(byte[] buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        if (buffer.Length != _size)
            throw new ArgumentException($"A buffer of {buffer.Length} bytes came back to a pool of {_size}.", nameof(buffer));
        // Outside the lock: clearing a large one takes its time, and it is the caller's until it is in the pool.
        Array.Clear(buffer);
        lock (_gate)
        {
            if (IsKept_NeedsLock(buffer))
                throw new InvalidOperationException("The buffer is in the pool already: it was returned before.");
            if (_stack.Count < _kept.Length)
                _stack.Push(buffer);
        }
    }

    // By reference, and without a delegate.
    private bool IsKept_NeedsLock(byte[] buffer)
    {
        foreach (var kept in _stack)
        {
            if (ReferenceEquals(kept, buffer))
                return true;
        }

        return false;
    }
}
