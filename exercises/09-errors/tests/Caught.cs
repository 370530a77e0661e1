using Camp.Testing;

namespace Camp.Errors.Tests;

/// <summary>The exception that a call ends with.</summary>
public static class Caught
{
    /// <summary>Null when there is none. What isn't written yet goes on, so that the test says so.</summary>
    public static async Task<Exception?> From(Func<Task> call)
    {
        try
        {
            await Patience.Ends(Patience.Start(call)).Unwrapped();
            return null;
        }
        catch (Exception error) when (error is not (NotImplementedException or StillWaitingException))
        {
            return error;
        }
    }

    private static async Task Unwrapped(this Task<Task> started) => await Patience.Ends(await started, "the call");
}
