// Alternative: StartNew, unwrapped; this is what Task.Run does.
namespace Camp.Tasks;

public static class Greeter
{
    public static Task GreetAsync(string name, Func<string, CancellationToken, Task> say, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(
            () => say($"Hello, {name}!", cancellationToken), cancellationToken, TaskCreationOptions.DenyChildAttach, TaskScheduler.Default).Unwrap();
}
