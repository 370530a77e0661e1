namespace Camp.Sync;

/// <summary>Counts work that is under way and lets others await its end. Go: <c>sync.WaitGroup</c>.</summary>
/// <remarks>A group starts at 0 and is used again and again. Every group stands alone.</remarks>
public sealed class WaitGroup
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _zero = NewRound();
    private int _count;

    /// <summary>Changes the count by <paramref name="delta"/>: above 0 work begins, below 0 work has ended.</summary>
    /// <remarks>At 0 everybody who waits is released. Their code runs elsewhere: it can never hold up this call.</remarks>
    /// <exception cref="InvalidOperationException">The count would fall below 0; it stays as it was.</exception>
    public void Add(int delta)
    {
        lock (_gate)
        {
            if (_count + delta < 0)
                throw new InvalidOperationException($"A count of '{_count}' cannot change by '{delta}': call Add before the work begins.");
            _count += delta;
            if (_count > 0)
                return;

            // Whoever waits from now on waits for another round, so the old source goes with those who have it.
            _zero.SetResult();
            _zero = NewRound();
        }
    }

    /// <summary>One piece of work has ended: the same as <c>Add(-1)</c>.</summary>
    /// <inheritdoc cref="Add" path="/exception"/>
    public void Done() => Add(-1);

    /// <summary>A task that ends when the count is 0, at once if it is 0 already. Never blocks the calling thread.</summary>
    /// <remarks>
    /// The next time that the count reaches 0 releases everybody who waits, even if <see cref="Add"/> begins a new round
    /// right after it.
    /// </remarks>
    /// <exception cref="OperationCanceledException">
    /// The token was cancelled first. This wait ends, with nothing changed for the count and for all others who wait.
    /// </exception>
    public Task WaitAsync(CancellationToken cancellationToken)
    {
        // Looking at the count and taking the task are one step: between them the last Done could pass unseen.
        lock (_gate)
            return _count == 0 ? Task.CompletedTask : _zero.Task.WaitAsync(cancellationToken);
    }

    // Without this option SetResult would run the waiters' code on the spot, inside our lock.
    private static TaskCompletionSource NewRound() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
