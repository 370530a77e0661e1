// Mistake: one task for everybody, which stays completed: whoever comes after the first value gets it at once, again and again.
// Rejected by: BroadcastTests.Who_comes_after_a_value_waits_for_the_next
// Explored: failed
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
    private readonly TaskCompletionSource<T> _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _waiting;

    /// <summary>Waits for the next value. The caller waits from the moment this method returns its task.</summary>
    /// <param name="cancellationToken">Takes this waiter away, at once and for good, and leaves the others waiting.</param>
    /// <returns>
    /// A task with the value of the first <see cref="Publish"/> after this call; each waiter gets one value. Code that awaits
    /// the task never runs inside <see cref="Publish"/>, and never while the broadcast is locked: it may block, or call any member.
    /// </returns>
    /// <exception cref="OperationCanceledException">
    /// The token was cancelled, before the call or while it waited. The exception carries that token.
    /// </exception>
    public Task<T> NextAsync(CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _waiting);
        return _next.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Hands <paramref name="value"/> to everyone who waits now. Whoever comes later waits for the next value.</summary>
    /// <returns>How many waiters got the value; one that was cancelled before does not count. 0 when nobody waited.</returns>
    public int Publish(T value)
    {
        _next.TrySetResult(value);
        return Interlocked.Exchange(ref _waiting, 0);
    }
}
