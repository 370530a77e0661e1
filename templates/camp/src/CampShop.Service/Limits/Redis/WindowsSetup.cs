using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Camp.Service.Limits;

internal static class WindowsSetup
{
    public static void AddWindows(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IWindows, RedisWindows>();
        builder.Services.AddSingleton<IConnectionMultiplexer>(services =>
        {
            var configuration = ConfigurationOptions.Parse(services.GetRequiredService<IOptions<RedisOptions>>().Value.Servers);
            // The service starts without Redis too, and connects as soon as it is there.
            configuration.AbortOnConnectFail = false;
            configuration.AsyncTimeout = 500;
            configuration.BacklogPolicy = BacklogPolicy.FailFast;
            return ConnectionMultiplexer.Connect(configuration);
        });
    }
}
