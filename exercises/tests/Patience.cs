using System.Runtime.CompilerServices;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

// One test at a time: a verdict must not depend on which neighbour happens to run beside it.
[assembly: Parallelization(Mode = ParallelMode.None)]

namespace Camp.Testing;

/// <summary>
/// Waits for work that a wrong answer might block for ever. Work that returns costs no time; work that is still waiting
/// after <see cref="Limit"/> fails the test, and the failure names the call.
/// </summary>
public static class Patience
{
    private static volatile bool s_stuckBefore;

    /// <summary>
    /// How long a call may take before it counts as stuck. A right answer needs milliseconds, on a busy machine perhaps
    /// seconds. Where one call has been stuck others will be, so they get less.
    /// </summary>
    public static TimeSpan Limit => TimeSpan.FromSeconds(s_stuckBefore ? 10 : 40);

    /// <summary>Starts <paramref name="work"/> on a thread of its own, so that blocking it starves nobody else.</summary>
    /// <returns>A task that ends with the work, or fails as the work fails.</returns>
    public static Task Start(Action work) => Start(() =>
    {
        work();
        return true;
    });

    /// <inheritdoc cref="Start(Action)"/>
    public static Task<T> Start<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                done.SetResult(work());
            }
            catch (Exception error)
            {
                done.SetException(error);
            }
        });
        thread.IsBackground = true;
        thread.Start();
        return done.Task;
    }

    /// <summary>Runs blocking <paramref name="work"/> and fails the test when it never returns.</summary>
    public static Task Returns(Action work, [CallerArgumentExpression(nameof(work))] string call = "") =>
        Ends(Start(work), call);

    /// <inheritdoc cref="Returns(Action, string)"/>
    public static Task<T> Returns<T>(Func<T> work, [CallerArgumentExpression(nameof(work))] string call = "") =>
        Ends(Start(work), call);

    /// <summary>Awaits <paramref name="task"/> and fails the test when it never ends.</summary>
    public static async Task Ends(Task task, [CallerArgumentExpression(nameof(task))] string call = "")
    {
        if (await Task.WhenAny(task, Task.Delay(Limit)) != task)
        {
            s_stuckBefore = true;
            throw new StillWaitingException(call);
        }

        await task;
    }

    /// <inheritdoc cref="Ends(Task, string)"/>
    public static async Task<T> Ends<T>(Task<T> task, [CallerArgumentExpression(nameof(task))] string call = "")
    {
        await Ends((Task)task, call);
        return await task;
    }
}

/// <summary>A call never returned: a deadlock, a lost wake-up, or a loop without an end.</summary>
public sealed class StillWaitingException(string call)
    : Exception($"Still waiting, long after it should have ended: {call}. Nothing will ever wake it: look for a lock held by the other side, or a signal that nobody sends.");
