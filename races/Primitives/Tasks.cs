using System.Runtime.CompilerServices;

namespace TrainingCamp.Races.Primitives;

/// <summary>Real tasks on a scheduler of our own; time is virtual.</summary>
[Replaces(typeof(Task), Harmless = "get_CompletedTask FromResult FromException FromCanceled get_Id get_AsyncState get_CreationOptions GetAwaiter Yield Dispose get_CurrentId")]
public static class Tasks
{
    public static Task New(Action action) => Starting.Cold(action, default, default);

    public static Task New(Action action, CancellationToken cancellationToken) => Starting.Cold(action, cancellationToken, default);

    public static Task New(Action action, TaskCreationOptions creationOptions) => Starting.Cold(action, default, creationOptions);

    public static Task New(Action<object?> action, object? state) => New(() => action(state));

    public static void Start(Task task) => Starting.Start(task, Act.Run.Scheduler);

    public static void Start(Task task, TaskScheduler scheduler) => Starting.Start(task, scheduler);

    public static void RunSynchronously(Task task)
    {
        Act.Step("runs", task);
        task.RunSynchronously(Act.Run.Scheduler);
    }

    public static TaskFactory get_Factory() => Task.Factory;

    public static Task Run(Action action) => Run(action, default);

    public static Task Run(Action action, CancellationToken cancellationToken) =>
        Starting.Now(action, cancellationToken, TaskCreationOptions.DenyChildAttach);

    public static Task<T> Run<T>(Func<T> function) => Run(function, default);

    public static Task<T> Run<T>(Func<T> function, CancellationToken cancellationToken) => Starting.Now(function, cancellationToken, TaskCreationOptions.DenyChildAttach);

    public static Task Run(Func<Task> function) => Run(function, default);

    public static Task Run(Func<Task> function, CancellationToken cancellationToken) =>
        Promises.Unwrap(Starting.Now(function, cancellationToken, TaskCreationOptions.DenyChildAttach));

    public static Task<T> Run<T>(Func<Task<T>> function) => Run(function, default);

    public static Task<T> Run<T>(Func<Task<T>> function, CancellationToken cancellationToken) =>
        Promises.Unwrap(Starting.Now(function, cancellationToken, TaskCreationOptions.DenyChildAttach));

    public static Task Delay(int millisecondsDelay) => Delay(TimeSpan.FromMilliseconds(millisecondsDelay), Act.Run.Time, default);

    public static Task Delay(int millisecondsDelay, CancellationToken cancellationToken) => Delay(TimeSpan.FromMilliseconds(millisecondsDelay), Act.Run.Time, cancellationToken);

    public static Task Delay(TimeSpan delay) => Delay(delay, Act.Run.Time, default);

    public static Task Delay(TimeSpan delay, CancellationToken cancellationToken) => Delay(delay, Act.Run.Time, cancellationToken);

    public static Task Delay(TimeSpan delay, TimeProvider timeProvider) => Delay(delay, timeProvider, default);

    public static Task Delay(TimeSpan delay, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        if (delay.TotalMilliseconds is < -1 or > uint.MaxValue - 1)
            throw new ArgumentOutOfRangeException(nameof(delay), delay, "A delay is Timeout.InfiniteTimeSpan, or 0 to 4294967294 ms.");
        return Promises.Delay(delay, timeProvider, cancellationToken);
    }

    public static System.Runtime.CompilerServices.ConfiguredTaskAwaitable ConfigureAwait(Task task, bool continueOnCapturedContext) => task.ConfigureAwait(true);

    public static System.Runtime.CompilerServices.ConfiguredTaskAwaitable ConfigureAwait(Task task, ConfigureAwaitOptions options) =>
        task.ConfigureAwait(options | ConfigureAwaitOptions.ContinueOnCapturedContext);

    public static bool get_IsCompleted(Task task) => Looking.At(task, seen => seen.IsCompleted);

    public static bool get_IsCompletedSuccessfully(Task task) => Looking.At(task, seen => seen.IsCompletedSuccessfully);

    public static bool get_IsFaulted(Task task) => Looking.At(task, seen => seen.IsFaulted);

    public static bool get_IsCanceled(Task task) => Looking.At(task, seen => seen.IsCanceled);

    public static TaskStatus get_Status(Task task) => Looking.At(task, seen => seen.Status);

    public static AggregateException? get_Exception(Task task) => Looking.At(task, seen => seen.Exception);

    public static void Wait(Task task) => Wait(task, -1, default);

    public static void Wait(Task task, CancellationToken cancellationToken) => Wait(task, -1, cancellationToken);

    public static bool Wait(Task task, int millisecondsTimeout) => Wait(task, millisecondsTimeout, default);

    public static bool Wait(Task task, TimeSpan timeout) => Wait(task, (int)Act.Milliseconds(timeout), default);

    public static bool Wait(Task task, TimeSpan timeout, CancellationToken cancellationToken) => Wait(task, (int)Act.Milliseconds(timeout), cancellationToken);

    public static bool Wait(Task task, int millisecondsTimeout, CancellationToken cancellationToken)
    {
        var ended = Waiting.For(() => task.IsCompleted, task, millisecondsTimeout, cancellationToken, [task]);
        // Throws what the task has thrown.
        if (ended)
            task.Wait(CancellationToken.None);
        return ended;
    }

    public static void WaitAll(params Task[] tasks) => WaitAll(tasks, -1, default);

    public static void WaitAll(params ReadOnlySpan<Task> tasks) => WaitAll(tasks.ToArray(), -1, default);

    public static void WaitAll(IEnumerable<Task> tasks, CancellationToken cancellationToken) => WaitAll([.. tasks], -1, cancellationToken);

    public static void WaitAll(Task[] tasks, CancellationToken cancellationToken) => WaitAll(tasks, -1, cancellationToken);

    public static bool WaitAll(Task[] tasks, int millisecondsTimeout) => WaitAll(tasks, millisecondsTimeout, default);

    public static bool WaitAll(Task[] tasks, TimeSpan timeout) => WaitAll(tasks, (int)Act.Milliseconds(timeout), default);

    public static bool WaitAll(Task[] tasks, int millisecondsTimeout, CancellationToken cancellationToken)
    {
        var ended = Waiting.For(() => tasks.All(task => task.IsCompleted), tasks, millisecondsTimeout, cancellationToken, tasks);
        if (ended)
            Task.WaitAll(tasks);
        return ended;
    }

    public static int WaitAny(params Task[] tasks) => WaitAny(tasks, -1, default);

    public static int WaitAny(Task[] tasks, CancellationToken cancellationToken) => WaitAny(tasks, -1, cancellationToken);

    public static int WaitAny(Task[] tasks, int millisecondsTimeout) => WaitAny(tasks, millisecondsTimeout, default);

    public static int WaitAny(Task[] tasks, TimeSpan timeout) => WaitAny(tasks, (int)Act.Milliseconds(timeout), default);

    public static int WaitAny(Task[] tasks, int millisecondsTimeout, CancellationToken cancellationToken)
    {
        if (!Waiting.For(() => tasks.Any(task => task.IsCompleted), tasks, millisecondsTimeout, cancellationToken, []))
            return -1;
        var first = Array.FindIndex(tasks, task => task.IsCompleted);
        Act.Run.Joined(tasks[first]);
        return first;
    }

    public static Task WaitAsync(Task task, CancellationToken cancellationToken) => WaitAsync(task, Timeout.InfiniteTimeSpan, Act.Run.Time, cancellationToken);

    public static Task WaitAsync(Task task, TimeSpan timeout) => WaitAsync(task, timeout, Act.Run.Time, default);

    public static Task WaitAsync(Task task, TimeSpan timeout, CancellationToken cancellationToken) => WaitAsync(task, timeout, Act.Run.Time, cancellationToken);

    public static Task WaitAsync(Task task, TimeSpan timeout, TimeProvider timeProvider) => WaitAsync(task, timeout, timeProvider, default);

    public static Task WaitAsync(Task task, TimeSpan timeout, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        Act.Step("waits with a limit for", task);
        return task.IsCompleted ? task : Promises.Limited(task, timeout, timeProvider, cancellationToken);
    }

    public static Task WhenAll(params Task[] tasks) => Promises.All(tasks);

    public static Task WhenAll(params ReadOnlySpan<Task> tasks) => WhenAll(tasks.ToArray());

    public static Task WhenAll(IEnumerable<Task> tasks) => WhenAll([.. tasks]);

    public static Task<T[]> WhenAll<T>(params Task<T>[] tasks) => Promises.All(tasks);

    public static Task<T[]> WhenAll<T>(params ReadOnlySpan<Task<T>> tasks) => WhenAll(tasks.ToArray());

    public static Task<T[]> WhenAll<T>(IEnumerable<Task<T>> tasks) => WhenAll([.. tasks]);

    public static Task<Task> WhenAny(params Task[] tasks) => Promises.Any(tasks);

    public static Task<Task> WhenAny(params ReadOnlySpan<Task> tasks) => WhenAny(tasks.ToArray());

    public static Task<Task> WhenAny(Task task1, Task task2) => WhenAny([task1, task2]);

    public static Task<Task> WhenAny(IEnumerable<Task> tasks) => WhenAny([.. tasks]);

    public static Task<Task<T>> WhenAny<T>(params Task<T>[] tasks) => Promises.Any(tasks);

    public static Task<Task<T>> WhenAny<T>(params ReadOnlySpan<Task<T>> tasks) => WhenAny(tasks.ToArray());

    public static Task<Task<T>> WhenAny<T>(Task<T> task1, Task<T> task2) => WhenAny([task1, task2]);

    public static Task<Task<T>> WhenAny<T>(IEnumerable<Task<T>> tasks) => WhenAny([.. tasks]);

    public static Task ContinueWith(Task task, Action<Task> continuationAction) => Following.With(task, () => continuationAction(task));

    public static Task ContinueWith(Task task, Action<Task> continuationAction, CancellationToken cancellationToken) =>
        Following.With(task, () => continuationAction(task), cancellationToken);

    public static Task ContinueWith(Task task, Action<Task> continuationAction, TaskContinuationOptions continuationOptions) =>
        Following.With(task, () => continuationAction(task), default, continuationOptions);

    public static Task ContinueWith(Task task, Action<Task> continuationAction, TaskScheduler scheduler) =>
        Following.With(task, () => continuationAction(task), scheduler: scheduler);

    public static Task ContinueWith(Task task, Action<Task> continuationAction, CancellationToken cancellationToken, TaskContinuationOptions continuationOptions, TaskScheduler scheduler) =>
        Following.With(task, () => continuationAction(task), cancellationToken, continuationOptions, scheduler);

    public static Task ContinueWith(Task task, Action<Task, object?> continuationAction, object? state) => Following.With(task, () => continuationAction(task, state));

    public static Task<T> ContinueWith<T>(Task task, Func<Task, T> continuationFunction) => Following.With(task, () => continuationFunction(task));

    public static Task<T> ContinueWith<T>(Task task, Func<Task, T> continuationFunction, CancellationToken cancellationToken) =>
        Following.With(task, () => continuationFunction(task), cancellationToken);

    public static Task<T> ContinueWith<T>(Task task, Func<Task, T> continuationFunction, TaskContinuationOptions continuationOptions) =>
        Following.With(task, () => continuationFunction(task), default, continuationOptions);

    public static Task<T> ContinueWith<T>(Task task, Func<Task, T> continuationFunction, TaskScheduler scheduler) =>
        Following.With(task, () => continuationFunction(task), scheduler: scheduler);

    public static Task<T> ContinueWith<T>(Task task, Func<Task, T> continuationFunction, CancellationToken cancellationToken, TaskContinuationOptions continuationOptions, TaskScheduler scheduler) =>
        Following.With(task, () => continuationFunction(task), cancellationToken, continuationOptions, scheduler);

    public static IAsyncEnumerable<Task> WhenEach(params Task[] tasks) => Ended(tasks);

    public static IAsyncEnumerable<Task> WhenEach(params ReadOnlySpan<Task> tasks) => Ended(tasks.ToArray());

    public static IAsyncEnumerable<Task> WhenEach(IEnumerable<Task> tasks) => Ended([.. tasks]);

    public static IAsyncEnumerable<Task<T>> WhenEach<T>(params Task<T>[] tasks) => Ended(tasks);

    public static IAsyncEnumerable<Task<T>> WhenEach<T>(params ReadOnlySpan<Task<T>> tasks) => Ended(tasks.ToArray());

    public static IAsyncEnumerable<Task<T>> WhenEach<T>(IEnumerable<Task<T>> tasks) => Ended(tasks.ToArray());

    private static async IAsyncEnumerable<T> Ended<T>(T[] tasks, [EnumeratorCancellation] CancellationToken cancellation = default) where T : Task
    {
        var open = tasks.ToList();
        while (open.Count > 0)
        {
            var ended = await Promises.Limited(Promises.Any<T>([.. open]), Timeout.InfiniteTimeSpan, Act.Run.Time, cancellation);
            open.Remove(ended);
            Act.Run.Joined(ended);
            yield return ended;
        }
    }
}
