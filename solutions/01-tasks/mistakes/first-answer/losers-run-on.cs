// Mistake: nobody cancels the losers: each question costs the work of all sources, for one answer.
// Rejected by: FirstAnswerTests.The_losers_are_cancelled_and_not_waited_for
// Explored: failed
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
            await foreach (var ended in Task.WhenEach(asked).WithCancellation(cancellationToken))
                if (ended.IsCompletedSuccessfully)
                    return await ended;
        }
        finally
        {
            // On each way out: those who lost must not work on for nobody.
            await Task.CompletedTask;
        }

        // The caller's cancellation also makes all sources fail; it is not their failure.
        cancellationToken.ThrowIfCancellationRequested();
        throw new AggregateException(asked.Select(FailureOf));
    }

    private static Exception FailureOf(Task ended) => ended.Exception?.InnerException ?? new TaskCanceledException(ended);
}
