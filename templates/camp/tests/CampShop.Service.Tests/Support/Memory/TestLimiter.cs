namespace Camp.Service.Tests.Support;

/// <summary>Counters in the service's own process need nothing.</summary>
internal static class TestLimiter
{
    public static Task<string[]> SettingsAsync() => Task.FromResult<string[]>([]);
}
