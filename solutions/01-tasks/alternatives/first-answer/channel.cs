// Alternative: the sources write to a channel, as in Go; the caller reads until one has succeeded.
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
            var ends = System.Threading.Channels.Channel.CreateUnbounded<Task<T>>();
            foreach (var task in asked)
                _ = task.ContinueWith(ended => ends.Writer.TryWrite(ended), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            for (var open = asked.Length; open > 0; open--)
            {
                var ended = await ends.Reader.ReadAsync(cancellationToken);
                if (ended.IsCompletedSuccessfully)
                    return await ended;
            }
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
