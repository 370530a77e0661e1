namespace TrainingCamp.Races.Primitives;

[Replaces(typeof(TaskExtensions))]
public static class TaskExtension
{
    public static Task Unwrap(Task<Task> task) => Promises.Unwrap(task);

    public static Task<T> Unwrap<T>(Task<Task<T>> task) => Promises.Unwrap(task);
}

[Replaces(typeof(TaskScheduler), Harmless = "get_Id get_MaximumConcurrencyLevel")]
public static class TaskSchedulers
{
    public static TaskScheduler get_Default() => Act.Run.Scheduler;

    public static TaskScheduler get_Current() => TaskScheduler.Current == TaskScheduler.Default ? Act.Run.Scheduler : TaskScheduler.Current;
}
