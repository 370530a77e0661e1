using Camp.Testing;
using Xunit;

namespace Camp.Context.Tests;

/// <summary>Makes calls that must neither block nor hang, and looks at how they end.</summary>
public static class Call
{
    /// <summary>Makes a call that must give back its task at once.</summary>
    public static Task<TTask> Start<TTask>(Func<TTask> call, string what, string section)
        where TTask : Task => Patience.Returns(call, $"{what}, which must give back a task and not block. See README.md, '{section}'");

    /// <summary>Waits for something to happen inside a call; in vain when the call ends before.</summary>
    public static Task Until(Task happens, Task call, string what) =>
        Patience.Ends(Task.WhenAny(happens, call).Unwrap(), what);

    /// <summary>Waits for the end of a call.</summary>
    public static Task Ends(Task call, string what, string section) => Patience.Ends(call, $"{what}. See README.md, '{section}'");

    /// <summary>Fails when the call ends although it has something to wait for.</summary>
    public static void MustWait(Task call, string what, string section)
    {
        var ended = Together.Chance(() => call.IsCompleted);
        if (call.Exception?.InnerException is NotImplementedException todo)
            throw todo;
        Expect.True(!ended, $"{what}: it ended too early ({call.Status}).", section);
    }

    /// <summary>Expects the call, or its task, to fail with this kind of exception.</summary>
    public static async Task<TError> Fails<TError>(Func<Task> call, string what, string section)
        where TError : Exception
    {
        try
        {
            await Patience.Ends((await Patience.Start(call)), $"{what}. See README.md, '{section}'");
        }
        catch (TError error) when (error is not (NotImplementedException or StillWaitingException))
        {
            return error;
        }
        catch (Exception other) when (other is not (NotImplementedException or StillWaitingException))
        {
            Assert.Fail($"{what}: expected {typeof(TError).Name}, got {other.GetType().Name}: {other.Message} See README.md, '{section}'.");
        }

        Assert.Fail($"{what}: expected {typeof(TError).Name}, but it ended well. See README.md, '{section}'.");
        return null!;
    }

    /// <summary>How a call ended, in a word for a story: "ended well", "OperationCanceled", "IOException".</summary>
    public static async Task<string> Ending(Func<Task> call)
    {
        var error = await Record.ExceptionAsync(async () => await Patience.Ends(await Patience.Start(call)));
        return error switch
        {
            null => "ended well",
            NotImplementedException or StillWaitingException => throw error,
            OperationCanceledException => "cancelled",
            _ => error.GetType().Name,
        };
    }
}
