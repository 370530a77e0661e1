// Mistake: the failure is caught on the way: the caller believes that all went well.
// Rejected by: GreeterTests.A_failure_reaches_the_caller_as_it_was_thrown
namespace Camp.Tasks;

public static class Greeter
{
    public static async Task GreetAsync(string name, Func<string, CancellationToken, Task> say, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            await Task.Run(() => say($"Hello, {name}!", cancellationToken), cancellationToken);
        }
        catch (Exception error)
        {
            Console.Error.WriteLine(error.Message);
        }
    }
}
