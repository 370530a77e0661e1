using Camp.Service.Data;
#if (kafka)
using Camp.Service.Events;
#endif
#if (redis)
using Camp.Service.Limits;
#endif
using Microsoft.Extensions.Options;

namespace Camp.Service.Config;

// Go's config package. The README's table of settings lists them; lesson 11-health explains failing early.
internal static class Settings
{
    /// <summary>Binds every section and checks it before the first request: a service with a bad setting doesn't start.</summary>
    public static void AddSettings(this WebApplicationBuilder builder)
    {
#if (auth)
        builder.AddSection<AuthOptions>("Auth");
        builder.Services.AddSingleton<IPostConfigureOptions<AuthOptions>, DevelopmentKey>();
#endif
        builder.AddSection<DatabaseOptions>("Database");
        builder.AddSection<DocsOptions>("Docs");
#if (kafka)
        builder.AddSection<KafkaOptions>("Kafka");
#endif
        builder.AddSection<LimitsOptions>("Limits");
        builder.AddSection<LogOptions>("Log");
#if (redis)
        builder.AddSection<RedisOptions>("Redis");
#endif
        builder.AddSection<ServerOptions>("Server");
        builder.Services.AddSingleton(TimeProvider.System);
    }

    private static void AddSection<T>(this WebApplicationBuilder builder, string section) where T : class
    {
        builder.Services.AddOptions<T>().BindConfiguration(section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<T>, AnnotationCheck<T>>();
    }
}
