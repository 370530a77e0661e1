namespace Camp.Memory;

/// <summary>Byte arrays of one size, used again and again. Go: <c>sync.Pool</c>, but bounded, and the collector does not empty it.</summary>
/// <remarks>
/// <para>Renting never waits: it takes a buffer that was returned, or makes a new one. Returning clears the buffer at once, so that what was in it (a password, another
/// client's order) is neither in the pool nor with the next owner. The pool keeps at most <c>capacity</c> buffers; what comes back to
/// a full pool is left to the garbage collector.</para>
/// <para>A buffer that is in the pool cannot be returned again: two would own it. A buffer that is never returned is not kept alive by the pool.</para>
/// <para>Renting a kept buffer and returning it to a pool with room allocates nothing. Any number of threads may call anything at once.</para>
/// </remarks>
public sealed class BufferPool
{
    private readonly Lock _gate = new();
    private readonly byte[]?[] _kept;
    private readonly int _size;
    private int _count;

    /// <param name="size">Bytes in each buffer; at least 1.</param>
    /// <param name="capacity">How many buffers it keeps at most; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public BufferPool(int size, int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        (_size, _kept) = (size, new byte[capacity][]);
    }

    /// <summary>How many buffers it keeps at this moment.</summary>
    public int Kept
    {
        get
        {
            lock (_gate)
                return _count;
        }
    }

    /// <summary>Takes a buffer of exactly <c>size</c> bytes, all of them 0.</summary>
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

    /// <summary>Gives a buffer back. It is not used afterwards.</summary>
    /// <exception cref="ArgumentNullException">There is no buffer.</exception>
    /// <exception cref="ArgumentException">It has another size; it is left as it is.</exception>
    /// <exception cref="InvalidOperationException">It is in the pool already; the pool stays as it is.</exception>
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
