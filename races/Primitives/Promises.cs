using TrainingCamp.Races.Running;

namespace TrainingCamp.Races.Primitives;

/// <summary>
/// WhenAll and its kin. The framework's own complete some of theirs on the thread pool (when what they wait for asks for
/// asynchronous continuations), and that would be out of control.
/// </summary>
internal static class Promises
{
    public static Task All(Task[] tasks)
    {
        var end = new TaskCompletionSource();
        After(tasks, () => end.TrySetFromTask(Task.WhenAll(tasks)));
        return Act.Run.EndsWith(end.Task, tasks);
    }

    public static Task<T[]> All<T>(Task<T>[] tasks)
    {
        var end = new TaskCompletionSource<T[]>();
        After(tasks, () => end.TrySetFromTask(Task.WhenAll(tasks)));
        return Act.Run.EndsWith(end.Task, [.. tasks]);
    }

    /// <summary>Ends with the first of the tasks.</summary>
    public static Task<T> Any<T>(T[] tasks) where T : Task
    {
        if (tasks.Length == 0)
            throw new ArgumentException("There are no tasks of which one could end.", nameof(tasks));
        var first = new TaskCompletionSource<T>();
        foreach (var task in tasks)
            When(task, () => first.TrySetResult(task));
        return Act.Run.EndsWith(first.Task, () => [first.Task.Result]);
    }

    public static Task Unwrap(Task<Task> outer)
    {
        var end = new TaskCompletionSource();
        When(outer, () => Follow(outer, end.TrySetFromTask, inner => end.TrySetFromTask(inner)));
        return Act.Run.EndsWith(end.Task, () => outer is { IsCompletedSuccessfully: true, Result: { } inner } ? [outer, inner] : [outer]);
    }

    public static Task<T> Unwrap<T>(Task<Task<T>> outer)
    {
        var end = new TaskCompletionSource<T>();
        When(outer, () => Follow(outer, failed => Fail(end, failed), inner => end.TrySetFromTask(inner)));
        return Act.Run.EndsWith(end.Task, () => outer is { IsCompletedSuccessfully: true, Result: { } inner } ? [outer, inner] : [outer]);
    }

    /// <summary>Ends with the task, unless the time or the token is faster.</summary>
    public static Task Limited(Task task, TimeSpan timeout, TimeProvider time, CancellationToken cancellation)
    {
        var end = new TaskCompletionSource();
        Limit(end.Task, timeout, time, cancellation, () => end.TrySetException(new TimeoutException()), () => end.TrySetCanceled(cancellation));
        When(task, () => end.TrySetFromTask(task));
        return Act.Run.EndsWith(end.Task, task);
    }

    /// <inheritdoc cref="Limited(Task, TimeSpan, TimeProvider, CancellationToken)"/>
    public static Task<T> Limited<T>(Task<T> task, TimeSpan timeout, TimeProvider time, CancellationToken cancellation)
    {
        var end = new TaskCompletionSource<T>();
        Limit(end.Task, timeout, time, cancellation, () => end.TrySetException(new TimeoutException()), () => end.TrySetCanceled(cancellation));
        When(task, () => end.TrySetFromTask(task));
        return Act.Run.EndsWith(end.Task, task);
    }

    /// <summary>Ends when the time has passed. That orders nothing: whoever awaits it knows what they knew before.</summary>
    public static Task Delay(TimeSpan delay, TimeProvider time, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
            return Task.FromCanceled(cancellation);
        var end = new TaskCompletionSource();
        Limit(end.Task, delay, time, cancellation, () => end.TrySetResult(), () => end.TrySetCanceled(cancellation));
        return Act.Run.EndsWith(end.Task);
    }

    // When all have ended, the framework's own answer is there at once, exceptions and all.
    private static void After(Task[] tasks, Action then)
    {
        var open = 1;
        foreach (var task in tasks)
        {
            open++;
            When(task, Ended);
        }

        Ended();

        void Ended()
        {
            if (--open == 0)
                then();
        }
    }

    private static void Limit(Task end, TimeSpan timeout, TimeProvider time, CancellationToken cancellation, Action late, Action cancelled)
    {
        var timer = timeout == Timeout.InfiniteTimeSpan ? null : time.CreateTimer(_ => late(), null, timeout, Timeout.InfiniteTimeSpan);
        var callback = cancellation.Register(() =>
        {
            Cancellation.Acquire();
            cancelled();
        });
        When(end, () =>
        {
            timer?.Dispose();
            callback.Unregister();
        });
    }

    private static void Follow<T>(Task<T> outer, Func<Task, bool> fail, Action<T> then) where T : Task
    {
        if (!outer.IsCompletedSuccessfully)
            fail(outer);
        else
            When(outer.Result, () => then(outer.Result));
    }

    private static bool Fail<T>(TaskCompletionSource<T> end, Task failed) =>
        failed.IsCanceled ? end.TrySetCanceled() : end.TrySetException(failed.Exception!.InnerExceptions);

    /// <summary>Runs on the strand that ends the task, or as a strand of its own if the task asks for that.</summary>
    private static void When(Task task, Action then)
    {
        if (task.IsCompleted)
            then();
        else
            Act.Run.Names.Is(task.ContinueWith(_ => then(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, Act.Run.Scheduler), Names.Ending);
    }
}
