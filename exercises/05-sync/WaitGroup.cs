namespace Camp.Sync;

/// <summary>Counts work that is under way and lets others await its end. Go: <c>sync.WaitGroup</c>.</summary>
/// <remarks>A group starts at 0 and is used again and again. Every group stands alone.</remarks>
public sealed class WaitGroup
{
    // TODO 1: a Lock, the count, and a TaskCompletionSource for those who wait now. Create the source with
    // TaskCreationOptions.RunContinuationsAsynchronously, or the last Done runs the waiters' code.

    /// <summary>Changes the count by <paramref name="delta"/>: above 0 work begins, below 0 work has ended.</summary>
    /// <remarks>At 0 everybody who waits is released. Their code runs elsewhere: it can never hold up this call.</remarks>
    /// <exception cref="InvalidOperationException">The count would fall below 0; it stays as it was.</exception>
    // TODO 2: under the lock refuse, count, and at 0 release all who wait; those who come later need a new source.
    public void Add(int delta) => throw new NotImplementedException("WaitGroup.Add: count under the lock, release at 0.");

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
    // TODO 3: under the lock, so that no Done slips between looking at the count and waiting. Task.WaitAsync takes a token.
    public Task WaitAsync(CancellationToken cancellationToken) =>
        throw new NotImplementedException("WaitGroup.WaitAsync: give out the task that Add completes at 0.");
}
