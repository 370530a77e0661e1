namespace Camp.Sync.Tests;

/// <summary>How a call failed.</summary>
public static class Failure
{
    /// <returns>The exception of the task, or null when it ended well.</returns>
    public static async Task<Exception?> Of(Task task)
    {
        try
        {
            await task;
            return null;
        }
        catch (Exception error)
        {
            return error;
        }
    }
}
