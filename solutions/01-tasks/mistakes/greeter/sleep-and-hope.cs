// Mistake: a sleep instead of an await, as in the article: too short on a busy machine, too long on an idle one, and failures are lost.
// Rejected by: GreeterTests.The_task_ends_when_the_greeting_has_ended
// Explored: race
namespace Camp.Tasks;

public static class Greeter
{
    public static async Task GreetAsync(string name, Func<string, CancellationToken, Task> say, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _ = Task.Run(() => say($"Hello, {name}!", cancellationToken), cancellationToken);
        await Task.Delay(100, CancellationToken.None);
    }
}
