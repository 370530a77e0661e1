// Mistake: wakes first and empties the set afterwards: whoever comes in between is dropped and never woken.
// Rejected by: BroadcastRaces.Two_wait_and_a_third_comes_while_they_are_woken
// Explored: hung
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
    // Whoever takes a waiter out of the set, under the lock, is the one who completes it: Publish or its token, never both.
    private readonly Lock _gate = new();
    private HashSet<TaskCompletionSource<T>> _waiters = [];

    /// <summary>Waits for the next value. The caller waits from the moment this method returns its task.</summary>
    /// <param name="cancellationToken">Takes this waiter away, at once and for good, and leaves the others waiting.</param>
    /// <returns>
    /// A task with the value of the first <see cref="Publish"/> after this call; each waiter gets one value. Code that awaits
    /// the task never runs inside <see cref="Publish"/>, and never while the broadcast is locked: it may block, or call any member.
    /// </returns>
    /// <exception cref="OperationCanceledException">
    /// The token was cancelled, before the call or while it waited. The exception carries that token.
    /// </exception>
    public async Task<T> NextAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();

        // Without this option SetResult would run the awaiting code there and then, inside Publish.
        var waiter = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
            _waiters.Add(waiter);

        // A token that lives for hours must not keep every waiter that ever had it: using takes the callback off again.
        using var leaving = cancellationToken.Register(() => Leave(waiter, cancellationToken));
        return await waiter.Task.ConfigureAwait(false);
    }

    /// <summary>Hands <paramref name="value"/> to everyone who waits now. Whoever comes later waits for the next value.</summary>
    /// <returns>How many waiters got the value; one that was cancelled before does not count. 0 when nobody waited.</returns>
    public int Publish(T value)
    {
        TaskCompletionSource<T>[] woken;
        lock (_gate)
            woken = [.. _waiters];
        var count = woken.Count(waiter => waiter.TrySetResult(value));
        lock (_gate)
            _waiters.Clear();
        return count;
    }

    private void Leave(TaskCompletionSource<T> waiter, CancellationToken cancelled)
    {
        lock (_gate)
        {
            if (!_waiters.Remove(waiter))
                return;
        }

        waiter.SetCanceled(cancelled);
    }
}
