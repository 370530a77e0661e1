using System.Threading.RateLimiting;

namespace Camp.Service.Limits;

/// <summary>Where requests are counted.</summary>
internal interface IWindows
{
    /// <summary>A limiter that lets one client through this often in a window.</summary>
    RateLimiter For(string client, int permits, TimeSpan window);
}
