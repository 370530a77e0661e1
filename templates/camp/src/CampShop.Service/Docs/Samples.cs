using System.Text.Json.Nodes;
#if (auth)
using Camp.Service.Auth;
#endif
using Camp.Service.Users;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Camp.Service.Docs;

/// <summary>Bodies that work as they are, so that "Try it out" needs no typing.</summary>
internal sealed class Samples : ISchemaFilter
{
    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is OpenApiSchema model && Of(context.Type) is { } sample)
        {
            model.Examples = [JsonNode.Parse(sample)!];
        }
    }

    private static string? Of(Type type) =>
        type == typeof(ChangedUser) ? """{ "name": "Anna", "email": "anna@example.com" }"""
#if (auth)
        : type == typeof(NewUser) ? """{ "name": "Ann", "email": "ann@example.com", "password": "correct horse" }"""
        : type == typeof(LoginRequest) ? """{ "email": "ann@example.com", "password": "correct horse" }"""
#else
        : type == typeof(NewUser) ? """{ "name": "Ann", "email": "ann@example.com" }"""
#endif
        : null;
}
