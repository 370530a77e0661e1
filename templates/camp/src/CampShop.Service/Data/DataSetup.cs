namespace Camp.Service.Data;

internal static class DataSetup
{
    public static void AddDatabase(this WebApplicationBuilder builder)
    {
#if (postgres)
        builder.Services.AddSingleton<Leaks>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Leaks>());
#endif
        builder.Services.AddSingleton<Database>();
        builder.Services.AddHostedService<Schema>();
    }
}
