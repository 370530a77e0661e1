#if (auth)
using Camp.Service.Auth;
#endif
using Camp.Service.Config;
using Camp.Service.Data;
using Camp.Service.Docs;
using Camp.Service.Errors;
using Camp.Service.Events;
using Camp.Service.Health;
using Camp.Service.Hello;
using Camp.Service.Limits;
using Camp.Service.Observability;
using Camp.Service.Security;
using Camp.Service.Users;

namespace Camp.Service;

/// <summary>The table of contents: each line names a part, and the part's file names the lesson that explains it.</summary>
public static class Program
{
    /// <returns>0 after a clean stop, 2 when a setting keeps the service from starting.</returns>
    public static async Task<int> Main(string[] args)
    {
        try
        {
            await using var app = Build(args);
            await app.RunAsync();
            return 0;
        }
        catch (Exception failure) when (Refusal.Of(failure) is { } words)
        {
            await Console.Error.WriteLineAsync(words);
            return 2;
        }
    }

    /// <summary>The service, ready to run. Tests adjust the builder: another clock, one more log sink.</summary>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? adjust = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddSettings();
        builder.AddJsonLogs();
        builder.AddProblemDocuments();
        builder.AddServer();
        builder.AddDatabase();
        builder.AddEvents();
        builder.AddUsers();
#if (auth)
        builder.AddSignIn();
#endif
        builder.AddRateLimits();
        builder.AddHealth();
#if (metrics)
        builder.AddServiceMetrics();
#endif
        builder.AddApiDocs();
        adjust?.Invoke(builder);

        // A request passes these from top to bottom, and its answer from bottom to top.
        var app = builder.Build();
        app.UseRequestLog();
        app.UseDrain();
        app.UseSecurityHeaders();
        app.UseProblemDocuments();
        app.UseApiDocs();
        app.UseRateLimiter();
#if (auth)
        app.UseAuthentication();
        app.UseAuthorization();
#endif

        app.MapHello();
        app.MapUsers();
#if (auth)
        app.MapLogin();
#endif
        app.MapHealth();
#if (metrics)
        app.MapServiceMetrics();
#endif
        return app;
    }
}
