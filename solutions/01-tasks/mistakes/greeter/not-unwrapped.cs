// Mistake: StartNew gives back a task for the start of the work: it ends at the first await, and later failures are lost.
// Rejected by: GreeterTests.The_task_ends_when_the_greeting_has_ended
// Explored: failed
namespace Camp.Tasks;

public static class Greeter
{
    public static Task GreetAsync(string name, Func<string, CancellationToken, Task> say, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(() => say($"Hello, {name}!", cancellationToken), cancellationToken, TaskCreationOptions.None, TaskScheduler.Default);
}
