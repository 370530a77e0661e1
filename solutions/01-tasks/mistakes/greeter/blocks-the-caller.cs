// Mistake: waits for the work before it returns: the caller stands still.
// Rejected by: GreeterTests.The_call_comes_back_although_the_greeting_blocks
// Explored: deadlock
namespace Camp.Tasks;

public static class Greeter
{
    public static Task GreetAsync(string name, Func<string, CancellationToken, Task> say, CancellationToken cancellationToken)
    {
        var greeting = Task.Run(() => say($"Hello, {name}!", cancellationToken), cancellationToken);
        Task.WaitAny([greeting], CancellationToken.None);
        return greeting;
    }
}
