namespace Camp.Service.Data;

internal static class DataSetup
{
    public static void AddDatabase(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Database>();
        builder.Services.AddHostedService<Schema>();
    }
}
