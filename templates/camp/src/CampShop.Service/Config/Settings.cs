using Microsoft.Extensions.Options;

namespace Camp.Service.Config;

// Go's config package. The README's table of settings lists them; lesson 11-health explains failing early.
internal static class Settings
{
    /// <summary>Binds every section and checks it before the first request: a service with a bad setting doesn't start.</summary>
    public static void AddSettings(this WebApplicationBuilder builder)
    {
        builder.Add<AuthOptions>("Auth");
        builder.Add<DatabaseOptions>("Database");
        builder.Add<DocsOptions>("Docs");
        builder.Add<LogOptions>("Log");
        builder.Add<LoginLimitOptions>("LoginLimit");
        builder.Add<ServerOptions>("Server");
        builder.Services.AddSingleton<IPostConfigureOptions<AuthOptions>, DevelopmentKey>();
        builder.Services.AddSingleton(TimeProvider.System);
    }

    private static void Add<T>(this WebApplicationBuilder builder, string section) where T : class
    {
        builder.Services.AddOptions<T>().BindConfiguration(section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<T>, AnnotationCheck<T>>();
    }
}
