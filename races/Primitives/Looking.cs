namespace TrainingCamp.Races.Primitives;

/// <summary>A look at a task: who sees that it has ended knows what was known at its end.</summary>
internal static class Looking
{
    public static TResult At<TTask, TResult>(TTask task, Func<TTask, TResult> look) where TTask : Task
    {
        Act.Step("looks at", task);
        var seen = look(task);
        Act.Run.Joined(task);
        return seen;
    }

    /// <summary>The result of an await or of a blocking wait.</summary>
    public static void End(Task? task)
    {
        if (task is null || Running.Strand.Current is not { } me)
            return;
        me.Run.Joined(task);
        if (task is Task<bool> { IsCompletedSuccessfully: true, Result: true } && me.Run.TryModel(task) is Semaphore semaphore)
            semaphore.Passed();
    }
}
