// Mistake: the task of the work is thrown away: the caller goes on before the greeting is said, and a failure vanishes.
// Rejected by: GreeterTests.The_task_ends_when_the_greeting_has_ended
// Explored: failed
namespace Camp.Tasks;

public static class Greeter
{
    public static Task GreetAsync(string name, Func<string, CancellationToken, Task> say, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _ = Task.Run(() => say($"Hello, {name}!", cancellationToken), cancellationToken);
        return Task.CompletedTask;
    }
}
