namespace Camp.Pooling;

/// <summary>The core of a pool: so many connections at most; who finds none waits, first come, first served.</summary>
/// <remarks>
/// <para>Renting takes the idle connection that came back last, so that the others can grow old. When none is idle and there is a place,
/// it opens a new one. Else it waits until a connection comes back or a place is free; the one who has waited longest gets it, and
/// opens a connection if it is a place. Nobody who comes later is served before.</para>
/// <para>There are never more than <c>maximum</c> connections, those that are being opened or closed included. Opening and closing
/// happen outside any lock: several at once, while others rent and return. Opening gets the caller's token.</para>
/// <para>When opening fails, the caller gets the exception and the place is free. A caller who cancels leaves the queue; what it
/// would have got goes to the next, and is never lost.</para>
/// <para>What waiters do next runs outside of <see cref="ReturnAsync"/> and <see cref="DiscardAsync"/>.</para>
/// </remarks>
public sealed class BoundedPool : IPool
{
    // TODO 1: fields: a lock, the maximum, how to open, what is idle, what is taken, how many places are in use, and a queue of those who wait.

    /// <param name="maximum">At least 1.</param>
    /// <param name="open">Opens a connection. Each is a new object.</param>
    /// <exception cref="ArgumentOutOfRangeException">The maximum is less than 1.</exception>
    public BoundedPool(int maximum, Func<CancellationToken, Task<IConnection>> open)
    {
        // TODO 2: refuse a maximum below 1; keep both.
        throw new NotImplementedException("BoundedPool: check the maximum and start empty.");
    }

    /// <inheritdoc/>
    public IReadOnlyList<IConnection> Idle => throw new NotImplementedException("BoundedPool.Idle: a copy of what is idle.");

    /// <inheritdoc/>
    /// <exception cref="OperationCanceledException">The caller has cancelled. If it was before the call, nothing is taken or opened.</exception>
    /// <exception cref="Exception">What opening threw.</exception>
    // TODO 3: in one step under the lock: take an idle one, or a place, or a turn in the queue.
    // TODO 4: outside the lock: wait for the turn (leave the queue on cancellation), and open if it brings a place. Give the place on if that fails.
    public Task<IConnection> RentAsync(CancellationToken cancellation) =>
        throw new NotImplementedException("BoundedPool.RentAsync: an idle connection, a new one, or a turn in the queue.");

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">Nobody has it: it came back before, or is not from here.</exception>
    // TODO 5: under the lock: is it taken? Then hand it to the first who waits, or make it idle.
    public ValueTask ReturnAsync(IConnection connection) =>
        throw new NotImplementedException("BoundedPool.ReturnAsync: to the first who waits, or idle.");

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">Nobody has it: it came back before, or is not from here.</exception>
    // TODO 6: close it outside the lock, then hand its place to the first who waits, or free it.
    public ValueTask DiscardAsync(IConnection connection) =>
        throw new NotImplementedException("BoundedPool.DiscardAsync: close it, then free its place.");

    /// <inheritdoc/>
    // TODO 7: this very one, if it is idle.
    public bool TryTake(IConnection connection) =>
        throw new NotImplementedException("BoundedPool.TryTake: take this one if it is idle.");

    /// <inheritdoc/>
    // TODO 8: take a place, open, then as if it had come back.
    public Task<bool> TryAddAsync(CancellationToken cancellation) =>
        throw new NotImplementedException("BoundedPool.TryAddAsync: open one more if there is a place.");
}
