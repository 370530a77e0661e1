using Camp.Service.Config;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace Camp.Service.Docs;

// Lesson 04-routing explains what is described here.
internal static class ApiDocs
{
#if (auth)
    public const string Bearer = "bearer";

#endif
    public static void AddApiDocs(this WebApplicationBuilder builder)
    {
        builder.Services.AddEndpointsApiExplorer();
        builder.Services.AddSwaggerGen(docs =>
        {
            docs.SwaggerDoc("v1", new OpenApiInfo { Title = "Camp service", Version = "v1" });
#if (auth)
            docs.AddSecurityDefinition(Bearer, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = Bearer,
                BearerFormat = "JWT",
                Description = "The token that POST /api/auth/login answers, without the word Bearer.",
            });
            docs.OperationFilter<Padlock>();
#endif
            docs.SchemaFilter<Samples>();
        });
    }

    /// <summary>Serves Swagger UI at <c>/swagger</c> in Development, and elsewhere when <c>Docs:Enabled</c> asks for it.</summary>
    public static void UseApiDocs(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<DocsOptions>>().Value.Enabled)
        {
            app.UseSwagger();
            app.UseSwaggerUI(ui =>
            {
                ui.SwaggerEndpoint("/swagger/v1/swagger.json", "Camp service");
                ui.DocumentTitle = "Camp service";
                ui.DefaultModelsExpandDepth(-1);
            });
        }
    }
}
