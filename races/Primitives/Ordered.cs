namespace TrainingCamp.Races.Primitives;

/// <summary>Async work of our own, which is not rewritten: its task hands on what is known at its end.</summary>
internal static class Ordered
{
    public static Task<T> Task<T>(Func<Task<T>> work)
    {
        var end = new TaskCompletionSource();
        return Act.Run.EndsWith(Work(), end.Task);

        async Task<T> Work()
        {
            try
            {
                return await work();
            }
            finally
            {
                Act.Run.Ends(end.Task);
                end.TrySetResult();
            }
        }
    }
}
