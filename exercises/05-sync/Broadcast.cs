namespace Camp.Sync;

/// <summary>
/// Wakes everyone who waits, at once, with a value. Go: <c>sync.Cond.Broadcast</c>, or a channel that is closed and replaced.
/// </summary>
/// <remarks>
/// All members may be called from any thread at any time. Nothing is stored: a value that nobody waits for is dropped.
/// Every broadcast stands alone. <c>null</c> is a value like any other.
/// </remarks>
public sealed class Broadcast<T>
{
    // TODO 1: a field for those who wait (one TaskCompletionSource each), and a Lock to guard it.

    /// <summary>Waits for the next value. The caller waits from the moment this method returns its task.</summary>
    /// <param name="cancellationToken">Takes this waiter away, at once and for good, and leaves the others waiting.</param>
    /// <returns>
    /// A task with the value of the first <see cref="Publish"/> after this call; each waiter gets one value. Code that awaits
    /// the task never runs inside <see cref="Publish"/>, and never while the broadcast is locked: it may block, or call any member.
    /// </returns>
    /// <exception cref="OperationCanceledException">
    /// The token was cancelled, before the call or while it waited. The exception carries that token.
    /// </exception>
    // TODO 2: join those who wait, and leave again when the token is cancelled. A finished waiter, however it finished,
    //         leaves nothing behind: neither here nor on the token.
    // TODO 3: make sure that no awaiting code can run inside Publish (TaskCreationOptions).
    public Task<T> NextAsync(CancellationToken cancellationToken = default) =>
        throw new NotImplementedException("Broadcast.NextAsync: join those who wait.");

    /// <summary>Hands <paramref name="value"/> to everyone who waits now. Whoever comes later waits for the next value.</summary>
    /// <returns>How many waiters got the value; one that was cancelled before does not count. 0 when nobody waited.</returns>
    // TODO 4: under the lock, swap the waiters for an empty collection; after the lock, hand out the value.
    public int Publish(T value) => throw new NotImplementedException("Broadcast.Publish: wake all who wait.");
}
