using Camp.Testing;

namespace Camp.Tasks.Tests;

/// <summary>Small situations; every <c>camp check</c> runs each of them in hundreds of orders.</summary>
public static class GreeterRaces
{
    private const string Section = "Start and await";

    public static async Task The_caller_waits_for_the_greeting()
    {
        var said = "";
        await Greeter.GreetAsync("Ada", Say, CancellationToken.None);
        Expect.Equal("Hello, Ada!", said, "What was said when the task ended", Section);

        async Task Say(string text, CancellationToken cancellation)
        {
            await Task.Yield();
            said = text;
        }
    }

    public static async Task The_caller_goes_on_while_the_greeting_blocks()
    {
        var free = new ManualResetEventSlim();
        var greeting = Greeter.GreetAsync("Ada", Say, CancellationToken.None);
        free.Set();
        await greeting;

        Task Say(string text, CancellationToken cancellation)
        {
            free.Wait(CancellationToken.None);
            return Task.CompletedTask;
        }
    }

    public static async Task The_caller_leaves_while_the_greeting_is_said()
    {
        using var leave = new CancellationTokenSource();
        var saying = new UnderWay();
        var leaving = Task.Run(leave.Cancel);
        // Cancelled before it began, or said to its end.
        _ = await Situation.Failure(() => Greeter.GreetAsync("Ada", Say, leave.Token));
        Expect.Equal(0, saying.Count, "Greetings under way when the task has ended", Section);
        await leaving;

        async Task Say(string text, CancellationToken cancellation)
        {
            await saying.UntilTold(cancellation);
        }
    }
}
