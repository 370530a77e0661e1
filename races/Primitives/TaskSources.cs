namespace TrainingCamp.Races.Primitives;

[Replaces(typeof(TaskCompletionSource), Harmless = ".ctor get_Task")]
public static class TaskSources
{
    public static void SetResult(TaskCompletionSource source) => Completing(source.Task, source).SetResult();

    public static bool TrySetResult(TaskCompletionSource source) => Completing(source.Task, source).TrySetResult();

    public static void SetException(TaskCompletionSource source, Exception exception) => Completing(source.Task, source).SetException(exception);

    public static void SetException(TaskCompletionSource source, IEnumerable<Exception> exceptions) => Completing(source.Task, source).SetException(exceptions);

    public static bool TrySetException(TaskCompletionSource source, Exception exception) => Completing(source.Task, source).TrySetException(exception);

    public static bool TrySetException(TaskCompletionSource source, IEnumerable<Exception> exceptions) => Completing(source.Task, source).TrySetException(exceptions);

    public static void SetCanceled(TaskCompletionSource source) => Completing(source.Task, source).SetCanceled();

    public static void SetCanceled(TaskCompletionSource source, CancellationToken cancellationToken) => Completing(source.Task, source).SetCanceled(cancellationToken);

    public static bool TrySetCanceled(TaskCompletionSource source) => Completing(source.Task, source).TrySetCanceled();

    public static bool TrySetCanceled(TaskCompletionSource source, CancellationToken cancellationToken) => Completing(source.Task, source).TrySetCanceled(cancellationToken);

    public static void SetFromTask(TaskCompletionSource source, Task completedTask) => Completing(source.Task, source).SetFromTask(completedTask);

    public static bool TrySetFromTask(TaskCompletionSource source, Task completedTask) => Completing(source.Task, source).TrySetFromTask(completedTask);

    internal static T Completing<T>(Task task, T source)
    {
        Act.Step("completes", task);
        Act.Run.Ends(task);
        return source;
    }
}
