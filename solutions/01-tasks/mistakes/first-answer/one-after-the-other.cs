// Mistake: asks the next only when the last has failed: a slow first source makes everybody wait.
// Rejected by: FirstAnswerTests.All_sources_are_asked_at_once_and_the_first_success_wins
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
        var failures = new List<Exception>();
        try
        {
            foreach (var source in sources)
            {
                try
                {
                    return await Task.Run(() => source(token), CancellationToken.None).WaitAsync(cancellationToken);
                }
                catch (Exception error) when (!cancellationToken.IsCancellationRequested)
                {
                    failures.Add(error);
                }
            }
        }
        finally
        {
            // On each way out: those who lost must not work on for nobody.
            await stop.CancelAsync();
        }

        // The caller's cancellation also makes all sources fail; it is not their failure.
        cancellationToken.ThrowIfCancellationRequested();
        throw new AggregateException(failures);
    }

}
