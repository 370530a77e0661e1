namespace TrainingCamp.Races.Primitives;

/// <summary>Starts tasks: each knows what its creator knew, and hands on what it knows at its end.</summary>
internal static class Starting
{
    public static Task Now(Action action, CancellationToken cancellation, TaskCreationOptions options, TaskScheduler? scheduler = null) =>
        Start(Cold(action, cancellation, options, scheduler), scheduler);

    public static Task<T> Now<T>(Func<T> function, CancellationToken cancellation, TaskCreationOptions options, TaskScheduler? scheduler = null) =>
        Start(Cold(function, cancellation, options, scheduler), scheduler);

    public static Task Cold(Action action, CancellationToken cancellation, TaskCreationOptions options, TaskScheduler? scheduler = null)
    {
        var order = new Order(scheduler);
        var task = new Task(() => order.Around(() =>
        {
            action();
            return true;
        }), cancellation, options);
        order.Task = task;
        return task;
    }

    public static Task<T> Cold<T>(Func<T> function, CancellationToken cancellation, TaskCreationOptions options, TaskScheduler? scheduler = null)
    {
        var order = new Order(scheduler);
        var task = new Task<T>(() => order.Around(function), cancellation, options);
        order.Task = task;
        return task;
    }

    public static T Start<T>(T task, TaskScheduler? scheduler) where T : Task
    {
        var me = Act.Me;
        var actor = me.Run.Names.Next("Task", me.At);
        me.Run.Names.Is(task, actor);
        me.Run.Names.Seen(task, actor.Name);
        Act.Step("starts", task);
        me.Run.Release(Key(task));
        task.Start(scheduler is null || scheduler == TaskScheduler.Default ? me.Run.Scheduler : scheduler);
        return task;
    }

    // What is known at the start of a task is published on an object of its own: the task itself stands for its end.
    private static object Key(Task task) => Act.Run.Names.OfTask(task);

    private sealed class Order(TaskScheduler? scheduler)
    {
        public Task? Task { get; set; }

        public T Around<T>(Func<T> function)
        {
            var run = Act.Run;
            // A scheduler that is not ours may run its tasks one after the other, and that is an order, too.
            var turns = scheduler is null || scheduler == run.Scheduler || scheduler == TaskScheduler.Default ? null : SchedulerPairs.KeyOf(scheduler);
            run.Acquire(Key(Task!));
            if (turns is not null)
                run.Acquire(turns);
            try
            {
                return function();
            }
            finally
            {
                if (turns is not null)
                    run.Release(turns);
                run.Ends(Task!);
            }
        }
    }
}
