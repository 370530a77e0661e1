using Camp.Testing;

namespace Camp.Limits.Tests;

/// <summary>Asks limiters in ways that several tests need.</summary>
public static class Ask
{
    /// <summary>How many pass before the first refusal. Stops at a million: no limiter here lets so many through.</summary>
    public static int UntilRefused(ILimiter limiter)
    {
        var passed = 0;
        while (passed < 1_000_000 && limiter.TryTake())
            passed++;
        return passed;
    }

    /// <summary>How many of <paramref name="times"/> requests pass.</summary>
    public static int Times(ILimiter limiter, int times) => Enumerable.Range(0, times).Count(_ => limiter.TryTake());

    /// <summary>64 threads ask until each is refused.</summary>
    /// <returns>How many have passed in all.</returns>
    public static async Task<int> Crowd(ILimiter limiter, Func<bool>? goOn = null)
    {
        var passed = 0;
        await Patience.Ends(
            Together.Run(64, _ =>
            {
                var mine = 0;
                bool more;
                do
                {
                    more = goOn?.Invoke() ?? false;
                    mine += UntilRefused(limiter);
                    Thread.Yield();
                }
                while (more);
                Interlocked.Add(ref passed, mine);
            }),
            "64 threads call TryTake");
        return passed;
    }
}
