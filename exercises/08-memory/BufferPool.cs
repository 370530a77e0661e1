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
    // TODO 1: fields: a lock, the size, and an array for what is kept. A linked list or a ConcurrentStack would allocate a node for each return.

    /// <param name="size">Bytes in each buffer; at least 1.</param>
    /// <param name="capacity">How many buffers it keeps at most; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public BufferPool(int size, int capacity)
    {
        // TODO 2: refuse bad numbers; keep the good ones.
        throw new NotImplementedException("BufferPool: check the numbers and start empty.");
    }

    /// <summary>How many buffers it keeps at this moment.</summary>
    public int Kept => throw new NotImplementedException("BufferPool.Kept: how many it keeps.");

    /// <summary>Takes a buffer of exactly <c>size</c> bytes, all of them 0.</summary>
    // TODO 3: the last that came back, or a new one. Let go of what you give out.
    public byte[] Rent() => throw new NotImplementedException("BufferPool.Rent: a kept buffer, or a new one.");

    /// <summary>Gives a buffer back. It is not used afterwards.</summary>
    /// <exception cref="ArgumentNullException">There is no buffer.</exception>
    /// <exception cref="ArgumentException">It has another size; it is left as it is.</exception>
    /// <exception cref="InvalidOperationException">It is in the pool already; the pool stays as it is.</exception>
    // TODO 4: refuse what is not from here; clear it; then, in one step under the lock: is it kept already, is there room?
    public void Return(byte[] buffer) => throw new NotImplementedException("BufferPool.Return: check, clear, keep.");
}
