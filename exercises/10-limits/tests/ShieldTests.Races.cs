using Camp.Testing;

namespace Camp.Limits.Tests;

/// <summary>Small situations; every <c>camp check</c> runs each of them in hundreds of orders.</summary>
public static class ShieldRaces
{
    public static async Task One_succeeds_while_another_fails()
    {
        var parts = new Parts();
        var shield = new Shield<string>(parts, parts, parts);
        var failing = Task.Run(() => shield.RunAsync(_ => throw new IOException("Broken."), default));
        var succeeded = await Task.Run(() => shield.RunAsync(_ => Task.FromResult("fine"), default));
        Expect.Equal((Verdict.Answered, "fine"), (succeeded.Verdict, succeeded.Answer?.Value), "What the request gets whose call succeeds", "In this order");
        Expect.Equal(Verdict.Failed, (await failing).Verdict, "The verdict of the request whose call fails", "In this order");
    }
}
