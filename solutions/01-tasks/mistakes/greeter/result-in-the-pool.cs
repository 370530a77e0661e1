// Mistake: waits by blocking: each greeting under way holds a thread of the pool, and a busy service runs out of them.
// Rejected by: GreeterTests.Many_greetings_wait_on_few_threads
namespace Camp.Tasks;

public static class Greeter
{
    public static Task GreetAsync(string name, Func<string, CancellationToken, Task> say, CancellationToken cancellationToken) =>
        Task.Run(() => say($"Hello, {name}!", cancellationToken).GetAwaiter().GetResult(), cancellationToken);
}
