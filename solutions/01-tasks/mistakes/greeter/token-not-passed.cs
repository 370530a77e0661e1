// Mistake: the token ends here: the work never hears that it was cancelled.
// Rejected by: GreeterTests.A_greeting_is_told_of_the_cancellation_and_waited_for
// Explored: deadlock
namespace Camp.Tasks;

public static class Greeter
{
    public static Task GreetAsync(string name, Func<string, CancellationToken, Task> say, CancellationToken cancellationToken) =>
        Task.Run(() => say($"Hello, {name}!", CancellationToken.None), cancellationToken);
}
