// Alternative: all who wait share one task, and a publisher swaps it for a new one; a waiter has only its way out to itself.
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
    private readonly Lock _gate = new();
    private Round _round = new();

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
        Round round;
        lock (_gate)
        {
            round = _round;
            round.Waiting++;
        }

        var gone = false;
        var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var leaving = cancellationToken.Register(() =>
        {
            lock (_gate)
            {
                // Once the round is over its value is on the way, and it is too late to leave.
                if (round != _round)
                    return;
                round.Waiting--;
                gone = true;
            }

            left.SetResult();
        });
        await Task.WhenAny(round.Value.Task, left.Task).ConfigureAwait(false);
        lock (_gate)
        {
            if (gone)
                throw new OperationCanceledException(cancellationToken);
        }

        return await round.Value.Task.ConfigureAwait(false);
    }

    /// <summary>Hands <paramref name="value"/> to everyone who waits now. Whoever comes later waits for the next value.</summary>
    /// <returns>How many waiters got the value; one that was cancelled before does not count. 0 when nobody waited.</returns>
    public int Publish(T value)
    {
        Round round;
        lock (_gate)
            (round, _round) = (_round, new Round());
        round.Value.SetResult(value);
        return round.Waiting;
    }

    private sealed class Round
    {
        public readonly TaskCompletionSource<T> Value = new(TaskCreationOptions.RunContinuationsAsynchronously);
        public int Waiting;
    }
}
