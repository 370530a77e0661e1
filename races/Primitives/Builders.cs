using System.Runtime.CompilerServices;
using TrainingCamp.Races.Running;

namespace TrainingCamp.Races.Primitives;

// An async method ends: its task hands on what is known. When the schedule is over nothing ends any more.
[Replaces(typeof(AsyncTaskMethodBuilder), Harmless = "*")]
public static class Builders
{
    public static void SetResult(ref AsyncTaskMethodBuilder builder)
    {
        if (Ends(builder.Task))
            builder.SetResult();
    }

    public static void SetException(ref AsyncTaskMethodBuilder builder, Exception exception)
    {
        if (Ends(builder.Task))
            builder.SetException(exception);
    }

    internal static bool Ends(Task task)
    {
        if (Strand.Current is not { } me)
            return true;
        if (!me.Run.Over)
            me.Run.Ends(task);
        return !me.Run.Over;
    }
}

[Replaces(typeof(AsyncTaskMethodBuilder<>), Harmless = "*")]
public static class BuildersOfT
{
    public static void SetResult<T>(ref AsyncTaskMethodBuilder<T> builder, T result)
    {
        if (Builders.Ends(builder.Task))
            builder.SetResult(result);
    }

    public static void SetException<T>(ref AsyncTaskMethodBuilder<T> builder, Exception exception)
    {
        if (Builders.Ends(builder.Task))
            builder.SetException(exception);
    }
}

[Replaces(typeof(AsyncValueTaskMethodBuilder), Harmless = "*")]
public static class ValueBuilders
{
    public static void SetResult(ref AsyncValueTaskMethodBuilder builder)
    {
        if (Builders.Ends(builder.Task.AsTask()))
            builder.SetResult();
    }

    public static void SetException(ref AsyncValueTaskMethodBuilder builder, Exception exception)
    {
        if (Builders.Ends(builder.Task.AsTask()))
            builder.SetException(exception);
    }
}

[Replaces(typeof(AsyncValueTaskMethodBuilder<>), Harmless = "*")]
public static class ValueBuildersOfT
{
    public static void SetResult<T>(ref AsyncValueTaskMethodBuilder<T> builder, T result)
    {
        if (Builders.Ends(builder.Task.AsTask()))
            builder.SetResult(result);
    }

    public static void SetException<T>(ref AsyncValueTaskMethodBuilder<T> builder, Exception exception)
    {
        if (Builders.Ends(builder.Task.AsTask()))
            builder.SetException(exception);
    }
}

[Replaces(typeof(AsyncVoidMethodBuilder), Harmless = "*")]
public static class VoidBuilders
{
    public static void SetException(ref AsyncVoidMethodBuilder builder, Exception exception)
    {
        if (Strand.Current is { } me)
            me.Run.Report(Finding.Kinds.Failed, me, $"An exception left an async void method, where nobody can catch it: {exception.GetType().Name}: {exception.Message}");
        else
            builder.SetException(exception);
    }
}
