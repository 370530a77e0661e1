namespace TrainingCamp.Races.Primitives;

[Replaces(typeof(TaskCompletionSource<>), Harmless = ".ctor get_Task")]
public static class TaskSourcesOfT
{
    public static void SetResult<T>(TaskCompletionSource<T> source, T result) => TaskSources.Completing(source.Task, source).SetResult(result);

    public static bool TrySetResult<T>(TaskCompletionSource<T> source, T result) => TaskSources.Completing(source.Task, source).TrySetResult(result);

    public static void SetException<T>(TaskCompletionSource<T> source, Exception exception) => TaskSources.Completing(source.Task, source).SetException(exception);

    public static void SetException<T>(TaskCompletionSource<T> source, IEnumerable<Exception> exceptions) => TaskSources.Completing(source.Task, source).SetException(exceptions);

    public static bool TrySetException<T>(TaskCompletionSource<T> source, Exception exception) => TaskSources.Completing(source.Task, source).TrySetException(exception);

    public static bool TrySetException<T>(TaskCompletionSource<T> source, IEnumerable<Exception> exceptions) => TaskSources.Completing(source.Task, source).TrySetException(exceptions);

    public static void SetCanceled<T>(TaskCompletionSource<T> source) => TaskSources.Completing(source.Task, source).SetCanceled();

    public static void SetCanceled<T>(TaskCompletionSource<T> source, CancellationToken cancellationToken) => TaskSources.Completing(source.Task, source).SetCanceled(cancellationToken);

    public static bool TrySetCanceled<T>(TaskCompletionSource<T> source) => TaskSources.Completing(source.Task, source).TrySetCanceled();

    public static bool TrySetCanceled<T>(TaskCompletionSource<T> source, CancellationToken cancellationToken) => TaskSources.Completing(source.Task, source).TrySetCanceled(cancellationToken);

    public static void SetFromTask<T>(TaskCompletionSource<T> source, Task<T> completedTask) => TaskSources.Completing(source.Task, source).SetFromTask(completedTask);

    public static bool TrySetFromTask<T>(TaskCompletionSource<T> source, Task<T> completedTask) => TaskSources.Completing(source.Task, source).TrySetFromTask(completedTask);
}
