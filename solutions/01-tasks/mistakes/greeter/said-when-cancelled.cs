// Mistake: the token does not keep the work from starting: it is done for a caller who left before.
// Rejected by: GreeterTests.A_token_that_was_cancelled_before_leaves_nothing_said
namespace Camp.Tasks;

public static class Greeter
{
    public static Task GreetAsync(string name, Func<string, CancellationToken, Task> say, CancellationToken cancellationToken) =>
        Task.Run(() => say($"Hello, {name}!", cancellationToken), CancellationToken.None);
}
