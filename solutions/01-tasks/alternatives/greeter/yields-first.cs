// Alternative: an async method that leaves the caller's thread with its first await.
namespace Camp.Tasks;

public static class Greeter
{
    public static async Task GreetAsync(string name, Func<string, CancellationToken, Task> say, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        await say($"Hello, {name}!", cancellationToken);
    }
}
