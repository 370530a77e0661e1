// Mistake: takes the first task that ends, also when it ends in failure.
// Rejected by: FirstAnswerTests.A_failure_ends_nothing_while_others_may_answer
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
            return await await Task.WhenAny(asked).WaitAsync(cancellationToken);
        }
        finally
        {
            // On each way out: those who lost must not work on for nobody.
            await stop.CancelAsync();
        }

    }

}
