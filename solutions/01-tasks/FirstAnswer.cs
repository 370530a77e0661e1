namespace Camp.Tasks;

/// <summary>Asks several sources the same thing and takes the first answer. Go: <c>select</c> over a channel that all write to.</summary>
public static class FirstAnswer
{
    /// <summary>Starts all <paramref name="sources"/> at once; the first that succeeds gives the answer.</summary>
    /// <remarks>
    /// <para>All sources hold one token. It is cancelled by the time the call ends, whichever way it ends. The call does not wait
    /// for the sources that lost, even if they ignore the token.</para>
    /// <para>A source that fails is out, and the others go on. One that throws before it gives back a task, or ends as cancelled
    /// while nobody has cancelled it, has failed too.</para>
    /// <para>Sources run on the thread pool: one that blocks its thread holds up neither the caller nor another source. While their tasks
    /// are under way no thread of the pool is held for them.</para>
    /// </remarks>
    /// <param name="sources">One or more.</param>
    /// <param name="cancellationToken">Ends the call, whatever the sources do. If it is cancelled before the call, no source is started.</param>
    /// <returns>The first answer; null is an answer like any other.</returns>
    /// <exception cref="ArgumentException">There are no sources. (Thrown by the call or by its task.)</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled before there was an answer.</exception>
    /// <exception cref="AggregateException">
    /// All sources have failed. Its inner exceptions are the failures in the order of the sources, each the very exception that
    /// was thrown; for a source that ended as cancelled an OperationCanceledException.
    /// </exception>
    public static async Task<T> AskAsync<T>(IReadOnlyList<Func<CancellationToken, Task<T>>> sources, CancellationToken cancellationToken)
    {
        if (sources.Count == 0)
            throw new ArgumentException("There are no sources; give one or more.", nameof(sources));
        cancellationToken.ThrowIfCancellationRequested();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var token = stop.Token;
        var asked = sources.Select(source => Task.Run(() => source(token), CancellationToken.None)).ToArray();
        try
        {
            await foreach (var ended in Task.WhenEach(asked).WithCancellation(cancellationToken))
                if (ended.IsCompletedSuccessfully)
                    return await ended;
        }
        finally
        {
            // On each way out: those who lost must not work on for nobody.
            await stop.CancelAsync();
        }

        // The caller's cancellation also makes all sources fail; it is not their failure.
        cancellationToken.ThrowIfCancellationRequested();
        throw new AggregateException(asked.Select(FailureOf));
    }

    private static Exception FailureOf(Task ended) => ended.Exception?.InnerException ?? new TaskCanceledException(ended);
}
