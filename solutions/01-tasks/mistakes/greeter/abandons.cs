// Mistake: the wait ends with the token while the work still runs: the caller cleans up what is still in use.
// Rejected by: GreeterTests.A_greeting_is_told_of_the_cancellation_and_waited_for
// Explored: failed
namespace Camp.Tasks;

public static class Greeter
{
    public static Task GreetAsync(string name, Func<string, CancellationToken, Task> say, CancellationToken cancellationToken) =>
        Task.Run(() => say($"Hello, {name}!", cancellationToken), cancellationToken).WaitAsync(cancellationToken);
}
