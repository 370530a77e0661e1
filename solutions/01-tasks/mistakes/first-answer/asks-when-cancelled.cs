// Mistake: asks all sources for a caller who left before.
// Rejected by: FirstAnswerTests.A_token_that_was_cancelled_before_asks_nobody
namespace Camp.Tasks;

public static class FirstAnswer
{
    public static async Task<T> AskAsync<T>(IReadOnlyList<Func<CancellationToken, Task<T>>> sources, CancellationToken cancellationToken)
    {
        if (sources.Count == 0)
            throw new ArgumentException("There are no sources; give one or more.", nameof(sources));
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
