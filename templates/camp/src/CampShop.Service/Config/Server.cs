using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Camp.Service.Config;

// Lesson 02-server explains Kestrel, lesson 11-health the graceful stop.
internal static class Server
{
    public static void AddServer(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<KestrelServerOptions>().Configure<IOptions<ServerOptions>>((kestrel, options) =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.Value.MaxBodyBytes;
            kestrel.Limits.MaxRequestHeadersTotalSize = options.Value.MaxHeaderBytes;
            kestrel.Limits.MaxRequestHeaderCount = 50;
        });
        builder.Services.AddOptions<HostOptions>().Configure<IOptions<ServerOptions>>((host, options) =>
            host.ShutdownTimeout = options.Value.DrainDelay + options.Value.StopTimeout);
    }
}
