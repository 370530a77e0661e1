// Mistake: gives out what the last owner wrote.
// Rejected by: BufferPoolTests.Returning_clears_at_once
// Explored: failed
namespace Camp.Memory;

/// <summary>Byte arrays of one size, used again and again. Go: <c>sync.Pool</c>, but bounded, and the collector does not empty it.</summary>
public sealed class BufferPool
{
    private readonly Lock _gate = new();
    private readonly byte[]?[] _kept;
    private readonly int _size;
    private int _count;

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
                return _count;
        }
    }

    public byte[] Rent()
    {
        lock (_gate)
        {
            if (_count > 0)
            {
                var buffer = _kept[--_count]!;
                // Else the pool would keep alive what the borrower forgets.
                _kept[_count] = null;
                return buffer;
            }
        }

        return new byte[_size];
    }

    public void Return(byte[] buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        if (buffer.Length != _size)
            throw new ArgumentException($"A buffer of {buffer.Length} bytes came back to a pool of {_size}.", nameof(buffer));
        // Outside the lock: clearing a large one takes its time, and it is the caller's until it is in the pool.
        lock (_gate)
        {
            if (IsKept_NeedsLock(buffer))
                throw new InvalidOperationException("The buffer is in the pool already: it was returned before.");
            if (_count < _kept.Length)
                _kept[_count++] = buffer;
        }
    }

    // By reference, and without a delegate.
    private bool IsKept_NeedsLock(byte[] buffer)
    {
        for (var i = 0; i < _count; i++)
        {
            if (ReferenceEquals(_kept[i], buffer))
                return true;
        }

        return false;
    }
}
