// Mistake: the sources start on the caller's thread: one that works before its first await holds up the rest.
// Rejected by: FirstAnswerTests.A_source_that_blocks_holds_up_nobody
// Explored: deadlock
namespace Camp.Tasks;

public static class FirstAnswer
{
    public static async Task<T> AskAsync<T>(IReadOnlyList<Func<CancellationToken, Task<T>>> sources, CancellationToken cancellationToken)
    {
        if (sources.Count == 0)
            throw new ArgumentException("There are no sources; give one or more.", nameof(sources));
        cancellationToken.ThrowIfCancellationRequested();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var token = stop.Token;
        async Task<T> Guarded(Func<CancellationToken, Task<T>> source) => await source(token);

        var asked = sources.Select(source => Guarded(source)).ToArray();
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
