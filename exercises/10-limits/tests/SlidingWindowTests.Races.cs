using Camp.Testing;

namespace Camp.Limits.Tests;

/// <summary>Small situations; every <c>camp check</c> runs each of them in hundreds of orders.</summary>
public static class SlidingWindowRaces
{
    public static async Task Two_want_the_last_place()
    {
        var window = new SlidingWindow(1, TimeSpan.FromSeconds(1), new NanoClock());
        var taken = await Task.WhenAll(Task.Run(window.TryTake), Task.Run(window.TryTake));
        Expect.Equal(1, taken.Count(passed => passed), "Requests of two threads that passed, of one that may", "The sliding window");
    }
}
