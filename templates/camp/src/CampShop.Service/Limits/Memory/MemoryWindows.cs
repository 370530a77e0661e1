using System.Threading.RateLimiting;

namespace Camp.Service.Limits;

/// <summary>Counts in this process. Several instances let through as many times more.</summary>
internal sealed class MemoryWindows : IWindows
{
    public RateLimiter For(string client, int permits, TimeSpan window) => new FixedWindowRateLimiter(
        new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = window, AutoReplenishment = false });
}
