using System.Runtime.CompilerServices;

namespace TrainingCamp.Races.Primitives;

[Replaces(typeof(Task<>), Harmless = "GetAwaiter")]
public static class TasksOfT
{
    public static Task<T> New<T>(Func<T> function) => Starting.Cold(function, default, default);

    public static Task<T> New<T>(Func<T> function, CancellationToken cancellationToken) => Starting.Cold(function, cancellationToken, default);

    public static TaskFactory<T> get_Factory<T>() => Task<T>.Factory;

    public static T get_Result<T>(Task<T> task)
    {
        Waiting.For(() => task.IsCompleted, task, -1, default, [task]);
        return task.Result;
    }

    public static ConfiguredTaskAwaitable<T> ConfigureAwait<T>(Task<T> task, bool continueOnCapturedContext) => task.ConfigureAwait(true);

    public static ConfiguredTaskAwaitable<T> ConfigureAwait<T>(Task<T> task, ConfigureAwaitOptions options) =>
        task.ConfigureAwait(options | ConfigureAwaitOptions.ContinueOnCapturedContext);

    public static Task<T> WaitAsync<T>(Task<T> task, CancellationToken cancellationToken) => WaitAsync(task, Timeout.InfiniteTimeSpan, Act.Run.Time, cancellationToken);

    public static Task<T> WaitAsync<T>(Task<T> task, TimeSpan timeout) => WaitAsync(task, timeout, Act.Run.Time, default);

    public static Task<T> WaitAsync<T>(Task<T> task, TimeSpan timeout, CancellationToken cancellationToken) => WaitAsync(task, timeout, Act.Run.Time, cancellationToken);

    public static Task<T> WaitAsync<T>(Task<T> task, TimeSpan timeout, TimeProvider timeProvider) => WaitAsync(task, timeout, timeProvider, default);

    public static Task<T> WaitAsync<T>(Task<T> task, TimeSpan timeout, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        Act.Step("waits with a limit for", task);
        return task.IsCompleted ? task : Promises.Limited(task, timeout, timeProvider, cancellationToken);
    }

    public static Task ContinueWith<T>(Task<T> task, Action<Task<T>> continuationAction) => Following.With(task, () => continuationAction(task));

    public static Task ContinueWith<T>(Task<T> task, Action<Task<T>> continuationAction, CancellationToken cancellationToken) =>
        Following.With(task, () => continuationAction(task), cancellationToken);

    public static Task ContinueWith<T>(Task<T> task, Action<Task<T>> continuationAction, TaskContinuationOptions continuationOptions) =>
        Following.With(task, () => continuationAction(task), default, continuationOptions);

    public static Task ContinueWith<T>(Task<T> task, Action<Task<T>> continuationAction, TaskScheduler scheduler) =>
        Following.With(task, () => continuationAction(task), scheduler: scheduler);

    public static Task ContinueWith<T>(Task<T> task, Action<Task<T>> continuationAction, CancellationToken cancellationToken, TaskContinuationOptions continuationOptions, TaskScheduler scheduler) =>
        Following.With(task, () => continuationAction(task), cancellationToken, continuationOptions, scheduler);

    public static Task<TNew> ContinueWith<T, TNew>(Task<T> task, Func<Task<T>, TNew> continuationFunction) => Following.With(task, () => continuationFunction(task));

    public static Task<TNew> ContinueWith<T, TNew>(Task<T> task, Func<Task<T>, TNew> continuationFunction, CancellationToken cancellationToken) =>
        Following.With(task, () => continuationFunction(task), cancellationToken);

    public static Task<TNew> ContinueWith<T, TNew>(Task<T> task, Func<Task<T>, TNew> continuationFunction, TaskContinuationOptions continuationOptions) =>
        Following.With(task, () => continuationFunction(task), default, continuationOptions);

    public static Task<TNew> ContinueWith<T, TNew>(Task<T> task, Func<Task<T>, TNew> continuationFunction, TaskScheduler scheduler) =>
        Following.With(task, () => continuationFunction(task), scheduler: scheduler);

    public static Task<TNew> ContinueWith<T, TNew>(Task<T> task, Func<Task<T>, TNew> continuationFunction, CancellationToken cancellationToken, TaskContinuationOptions continuationOptions, TaskScheduler scheduler) =>
        Following.With(task, () => continuationFunction(task), cancellationToken, continuationOptions, scheduler);
}
