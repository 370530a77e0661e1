using System.Runtime.CompilerServices;

namespace TrainingCamp.Races.Primitives;

// An awaiter of a task holds the task as its first field; the framework itself relies on that.
[Replaces(typeof(TaskAwaiter), Harmless = "get_IsCompleted")]
public static class Awaiters
{
    public static void GetResult(ref TaskAwaiter awaiter)
    {
        Blocking(Unsafe.As<TaskAwaiter, Task>(ref awaiter));
        awaiter.GetResult();
    }

    // GetAwaiter().GetResult() waits; after an await the task has ended.
    internal static void Blocking(Task task)
    {
        if (task.IsCompleted)
            Looking.End(task);
        else
            Waiting.For(() => task.IsCompleted, task, -1, default, [task]);
    }
}

[Replaces(typeof(TaskAwaiter<>), Harmless = "get_IsCompleted")]
public static class AwaitersOfT
{
    public static T GetResult<T>(ref TaskAwaiter<T> awaiter)
    {
        Awaiters.Blocking(Unsafe.As<TaskAwaiter<T>, Task>(ref awaiter));
        return awaiter.GetResult();
    }
}

[Replaces(typeof(ConfiguredTaskAwaitable.ConfiguredTaskAwaiter), Harmless = "get_IsCompleted")]
public static class ConfiguredAwaiters
{
    public static void GetResult(ref ConfiguredTaskAwaitable.ConfiguredTaskAwaiter awaiter)
    {
        Awaiters.Blocking(Unsafe.As<ConfiguredTaskAwaitable.ConfiguredTaskAwaiter, Task>(ref awaiter));
        awaiter.GetResult();
    }
}

[Replaces(typeof(ConfiguredTaskAwaitable<>.ConfiguredTaskAwaiter), Harmless = "get_IsCompleted")]
public static class ConfiguredAwaitersOfT
{
    public static T GetResult<T>(ref ConfiguredTaskAwaitable<T>.ConfiguredTaskAwaiter awaiter)
    {
        Awaiters.Blocking(Unsafe.As<ConfiguredTaskAwaitable<T>.ConfiguredTaskAwaiter, Task>(ref awaiter));
        return awaiter.GetResult();
    }
}

[Replaces(typeof(ValueTaskAwaiter), Harmless = "get_IsCompleted")]
public static class ValueAwaiters
{
    public static void GetResult(ref ValueTaskAwaiter awaiter)
    {
        Known(Unsafe.As<ValueTaskAwaiter, object?>(ref awaiter));
        awaiter.GetResult();
    }

    // A source that is no task says nothing of who completed it: its continuation was posted by them.
    internal static void Known(object? source)
    {
        if (source is Task task)
            Awaiters.Blocking(task);
    }
}

[Replaces(typeof(ValueTaskAwaiter<>), Harmless = "get_IsCompleted")]
public static class ValueAwaitersOfT
{
    public static T GetResult<T>(ref ValueTaskAwaiter<T> awaiter)
    {
        ValueAwaiters.Known(Unsafe.As<ValueTaskAwaiter<T>, object?>(ref awaiter));
        return awaiter.GetResult();
    }
}

[Replaces(typeof(ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter), Harmless = "get_IsCompleted")]
public static class ConfiguredValueAwaiters
{
    public static void GetResult(ref ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter awaiter)
    {
        ValueAwaiters.Known(Unsafe.As<ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter, object?>(ref awaiter));
        awaiter.GetResult();
    }
}

[Replaces(typeof(ConfiguredValueTaskAwaitable<>.ConfiguredValueTaskAwaiter), Harmless = "get_IsCompleted")]
public static class ConfiguredValueAwaitersOfT
{
    public static T GetResult<T>(ref ConfiguredValueTaskAwaitable<T>.ConfiguredValueTaskAwaiter awaiter)
    {
        ValueAwaiters.Known(Unsafe.As<ConfiguredValueTaskAwaitable<T>.ConfiguredValueTaskAwaiter, object?>(ref awaiter));
        return awaiter.GetResult();
    }
}
