// Alternative: a source, completed by a work item of the pool.
namespace Camp.Tasks;

public static class Greeter
{
    public static Task GreetAsync(string name, Func<string, CancellationToken, Task> say, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled(cancellationToken);
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ThreadPool.QueueUserWorkItem(async _ =>
        {
            try
            {
                await say($"Hello, {name}!", cancellationToken);
                done.SetResult();
            }
            catch (Exception error)
            {
                done.SetException(error);
            }
        });
        return done.Task;
    }
}
