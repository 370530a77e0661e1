// Mistake: calling an async method starts no thread: until its first await the work runs on the caller, and blocks it.
// Rejected by: GreeterTests.The_call_comes_back_although_the_greeting_blocks
// Explored: deadlock
namespace Camp.Tasks;

public static class Greeter
{
    public static async Task GreetAsync(string name, Func<string, CancellationToken, Task> say, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await say($"Hello, {name}!", cancellationToken);
    }
}
