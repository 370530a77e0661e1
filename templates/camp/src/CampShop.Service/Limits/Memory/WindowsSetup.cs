namespace Camp.Service.Limits;

internal static class WindowsSetup
{
    public static void AddWindows(this WebApplicationBuilder builder) => builder.Services.AddSingleton<IWindows, MemoryWindows>();
}
