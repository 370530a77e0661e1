// Mistake: async void gives nobody a task to await; an exception in it ends the whole process.
// Rejected by: GreeterTests.The_task_ends_when_the_greeting_has_ended
// Explored: failed
namespace Camp.Tasks;

public static class Greeter
{
    public static Task GreetAsync(string name, Func<string, CancellationToken, Task> say, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Say();
        return Task.CompletedTask;

        async void Say() => await Task.Run(() => say($"Hello, {name}!", cancellationToken), cancellationToken);
    }
}
