using System.Runtime.CompilerServices;

namespace TrainingCamp.Races.Primitives;

[Replaces(typeof(ValueTask), Harmless = ".ctor get_CompletedTask FromResult FromException FromCanceled GetAwaiter Equals op_Equality op_Inequality get_IsCompleted get_IsCompletedSuccessfully get_IsFaulted get_IsCanceled")]
public static class ValueTasks
{
    public static ConfiguredValueTaskAwaitable ConfigureAwait(ref ValueTask task, bool continueOnCapturedContext) => task.ConfigureAwait(true);

    // The framework's own would go on on the thread pool.
    public static Task AsTask(ref ValueTask task) => Source(ref task) is null or Task || task.IsCompleted ? task.AsTask() : Awaited(task);

    public static ValueTask Preserve(ref ValueTask task) => new(AsTask(ref task));

    private static async Task Awaited(ValueTask task) => await task;

    private static object? Source(ref ValueTask task) => Unsafe.As<ValueTask, object?>(ref task);
}

[Replaces(typeof(ValueTask<>), Harmless = ".ctor GetAwaiter Equals op_Equality op_Inequality get_IsCompleted get_IsCompletedSuccessfully get_IsFaulted get_IsCanceled")]
public static class ValueTasksOfT
{
    public static ConfiguredValueTaskAwaitable<T> ConfigureAwait<T>(ref ValueTask<T> task, bool continueOnCapturedContext) => task.ConfigureAwait(true);

    public static T get_Result<T>(ref ValueTask<T> task)
    {
        ValueAwaiters.Known(Source(ref task));
        return task.Result;
    }

    public static Task<T> AsTask<T>(ref ValueTask<T> task) => Source(ref task) is null or Task || task.IsCompleted ? task.AsTask() : Awaited(task);

    public static ValueTask<T> Preserve<T>(ref ValueTask<T> task) => new(AsTask(ref task));

    private static async Task<T> Awaited<T>(ValueTask<T> task) => await task;

    private static object? Source<T>(ref ValueTask<T> task) => Unsafe.As<ValueTask<T>, object?>(ref task);
}
