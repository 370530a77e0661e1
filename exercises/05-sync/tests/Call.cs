namespace Camp.Sync.Tests;

/// <summary>Starts calls that can be watched.</summary>
public static class Call
{
    /// <summary>Starts <paramref name="work"/> on its own thread.</summary>
    public static Call<bool> Start(Action work) => new(() =>
    {
        work();
        return true;
    });

    /// <inheritdoc cref="Start(Action)"/>
    public static Call<T> Start<T>(Func<T> work) => new(work);

    /// <summary>Waits until each of the calls has ended or waits; looks at all of them at once.</summary>
    /// <returns>How many have ended.</returns>
    public static Task<int> HowManyEnded<T>(IReadOnlyCollection<Call<T>> calls) => Call<T>.HowManyEnded(calls);

    /// <summary>A task that ends when <paramref name="count"/> of the calls have ended.</summary>
    public static async Task UntilEnded<T>(IReadOnlyCollection<Call<T>> calls, int count)
    {
        while (true)
        {
            var waiting = calls.Where(call => !call.Ended).Select(call => call.Result).ToArray();
            if (calls.Count - waiting.Length >= count)
                return;
            await Task.WhenAny(waiting);
        }
    }

    /// <summary>A task with what all the calls return, once all have ended.</summary>
    public static Task<T[]> AllOf<T>(IReadOnlyCollection<Call<T>> calls) => Task.WhenAll(calls.Select(call => call.Result));
}
