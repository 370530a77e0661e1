// Alternative: a thread of its own calls the work; the rest is awaited.
namespace Camp.Tasks;

public static class Greeter
{
    public static Task GreetAsync(string name, Func<string, CancellationToken, Task> say, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(
            () => say($"Hello, {name}!", cancellationToken), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
}
