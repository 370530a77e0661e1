namespace Camp.Service.Tests.Support;

/// <summary>Channels of the service's own process need nothing.</summary>
internal static class TestBroker
{
    public static string[] Settings() => [];
}
