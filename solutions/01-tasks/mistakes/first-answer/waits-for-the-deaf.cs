// Mistake: waits for sources that ignore the token: the caller cannot leave.
// Rejected by: FirstAnswerTests.The_caller_gives_up
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
        var asked = sources.Select(source => Task.Run(() => source(token), CancellationToken.None)).ToArray();
        try
        {
            await foreach (var ended in Task.WhenEach(asked))
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
