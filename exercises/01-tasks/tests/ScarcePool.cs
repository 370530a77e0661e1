using Camp.Testing;

namespace Camp.Tasks.Tests;

/// <summary>
/// Proves without a clock that nobody holds a thread of the pool while waiting: the pool gets as few threads as the runtime
/// allows, and more must wait at one place than there are threads.
/// </summary>
public static class ScarcePool
{
    /// <summary>More than the pool has threads.</summary>
    public static int Crowd { get; } = Environment.ProcessorCount + 30;

    /// <summary>Fails unless all of the crowd come to wait at the same time.</summary>
    /// <param name="start">Starts the work. Each of the crowd must call what it is given once and await it.</param>
    /// <param name="what">What is waited in: "GreetAsync".</param>
    /// <param name="section">The section of README.md to read.</param>
    public static async Task HoldsACrowd(Func<Func<Task>, Task> start, string what, string section)
    {
        using var arrived = new CountdownEvent(Crowd);
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var came = 0;
        Task? work = null;
        Task? starter = null;
        // A watcher outside the pool, since a wrong answer leaves no thread of the pool to anybody.
        var all = await Patience.Start(() => Scarce(Comes, open.SetResult));
        await Patience.Ends(starter!, $"{what}, which must give back its task. See README.md, '{section}'");
        if (!all && work is { IsFaulted: true })
            await work;
        Expect.True(all, $"{what}: with few threads in the pool only {Crowd - arrived.CurrentCount} of {Crowd} could wait at once, so each of them holds a thread (.Result, .Wait(), a sleep).", section);
        await Patience.Ends(work!, what);

        Task Arrive()
        {
            // A wrong answer may come more often.
            if (Interlocked.Increment(ref came) <= Crowd)
                arrived.Signal();
            return open.Task;
        }

        bool Comes()
        {
            starter = Patience.Start(() => { work = start(Arrive); });
            var looks = Patience.Limit / TimeSpan.FromMilliseconds(20);
            for (var look = 0; look < looks && !starter.IsFaulted && work is not { IsCompleted: true }; look++)
                if (arrived.Wait(TimeSpan.FromMilliseconds(20)))
                    return true;
            return arrived.IsSet;
        }
    }

    private static T Scarce<T>(Func<T> watch, Action afterwards)
    {
        ThreadPool.GetMinThreads(out var least, out var leastIo);
        ThreadPool.GetMaxThreads(out var most, out var mostIo);
        try
        {
            ThreadPool.SetMinThreads(1, leastIo);
            ThreadPool.SetMaxThreads(Environment.ProcessorCount, mostIo);
            return watch();
        }
        finally
        {
            ThreadPool.SetMaxThreads(most, mostIo);
            ThreadPool.SetMinThreads(least, leastIo);
            afterwards();
        }
    }
}
