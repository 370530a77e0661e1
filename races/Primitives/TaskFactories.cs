namespace TrainingCamp.Races.Primitives;

[Replaces(typeof(TaskFactory), Harmless = "get_CancellationToken get_CreationOptions get_ContinuationOptions")]
public static class TaskFactories
{
    public static Task StartNew(TaskFactory factory, Action action) => Starting.Now(action, factory.CancellationToken, factory.CreationOptions);

    public static Task StartNew(TaskFactory factory, Action action, CancellationToken cancellationToken) => Starting.Now(action, cancellationToken, factory.CreationOptions);

    public static Task StartNew(TaskFactory factory, Action action, TaskCreationOptions creationOptions) => Starting.Now(action, factory.CancellationToken, creationOptions);

    public static Task StartNew(TaskFactory factory, Action action, CancellationToken cancellationToken, TaskCreationOptions creationOptions, TaskScheduler scheduler) =>
        Starting.Now(action, cancellationToken, creationOptions, scheduler);

    public static Task StartNew(TaskFactory factory, Action<object?> action, object? state) => Starting.Now(() => action(state), factory.CancellationToken, factory.CreationOptions);

    public static Task<T> StartNew<T>(TaskFactory factory, Func<T> function) => Starting.Now(function, factory.CancellationToken, factory.CreationOptions);

    public static Task<T> StartNew<T>(TaskFactory factory, Func<T> function, CancellationToken cancellationToken) => Starting.Now(function, cancellationToken, factory.CreationOptions);

    public static Task<T> StartNew<T>(TaskFactory factory, Func<T> function, TaskCreationOptions creationOptions) => Starting.Now(function, factory.CancellationToken, creationOptions);

    public static Task<T> StartNew<T>(TaskFactory factory, Func<T> function, CancellationToken cancellationToken, TaskCreationOptions creationOptions, TaskScheduler scheduler) =>
        Starting.Now(function, cancellationToken, creationOptions, scheduler);

    public static Task<T> StartNew<T>(TaskFactory factory, Func<object?, T> function, object? state) => Starting.Now(() => function(state), factory.CancellationToken, factory.CreationOptions);
}
