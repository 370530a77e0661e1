namespace Camp.Testing;

/// <summary>What situations that are explored have in common. They run in virtual time and wait for nothing real: no Patience is needed.</summary>
public static class Situation
{
    /// <summary>Ends when the token is cancelled.</summary>
    public static async Task Told(CancellationToken token)
    {
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using (token.Register(told.SetResult))
            await told.Task;
    }

    /// <summary>What the call fails with; null when it ends well.</summary>
    public static async Task<Exception?> Failure(Func<Task> call)
    {
        try
        {
            await call();
            return null;
        }
        catch (Exception error)
        {
            return error;
        }
    }
}
