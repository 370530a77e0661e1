namespace TrainingCamp.Races.Primitives;

/// <summary>ContinueWith: what follows knows what was known at the end of the task before it.</summary>
internal static class Following
{
    public static Task With(Task task, Action action, CancellationToken cancellation = default, TaskContinuationOptions options = default, TaskScheduler? scheduler = null) =>
        With(task, () =>
        {
            action();
            return true;
        }, cancellation, options, scheduler);

    public static Task<T> With<T>(Task task, Func<T> function, CancellationToken cancellation = default, TaskContinuationOptions options = default, TaskScheduler? scheduler = null)
    {
        var me = Act.Step("continues", task);
        // What its creator knew is known to it, too.
        var known = me.Run.Known();
        Task<T>? next = null;
        next = task.ContinueWith(ended =>
        {
            Act.Run.Joined(ended);
            Act.Me.Clock.Join(known);
            try
            {
                return function();
            }
            finally
            {
                // Null when it runs at once, inside this very call.
                if (next is not null)
                    Act.Run.Ends(next);
            }
        }, cancellation, options, scheduler is null || scheduler == TaskScheduler.Default ? me.Run.Scheduler : scheduler);
        if (next.IsCompleted)
            me.Run.Release(next);
        me.Run.Names.Is(next, me.Run.Names.Next("Continuation", me.At));
        return next;
    }
}
