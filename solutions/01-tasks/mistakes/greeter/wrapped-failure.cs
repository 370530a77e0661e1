// Mistake: Wait wraps the failure in an AggregateException, which no catch of the caller expects.
// Rejected by: GreeterTests.A_failure_reaches_the_caller_as_it_was_thrown
namespace Camp.Tasks;

public static class Greeter
{
    public static Task GreetAsync(string name, Func<string, CancellationToken, Task> say, CancellationToken cancellationToken) =>
        Task.Run(() => say($"Hello, {name}!", cancellationToken).Wait(CancellationToken.None), cancellationToken);
}
