namespace Camp.Health;

/// <summary>A registry as a service of its own.</summary>
public static class RegistryEndpoints
{
    /// <summary>PUT and DELETE /instances/{id}, PUT /instances/{id}/lease, GET /services/{service}.</summary>
    public static void MapRegistry(this IEndpointRouteBuilder routes, Registry registry)
    {
        routes.MapPut("/instances/{id}", (string id, Instance instance) =>
        {
            registry.Register(instance with { Id = id });
            return TypedResults.NoContent();
        });
        routes.MapPut("/instances/{id}/lease", (string id) => NoContentOrNotFound(registry.Renew(id)));
        routes.MapDelete("/instances/{id}", (string id) => NoContentOrNotFound(registry.Deregister(id)));
        routes.MapGet("/services/{service}", (string service) => TypedResults.Ok(registry.Live(service)));
    }

    private static IResult NoContentOrNotFound(bool found) => found ? TypedResults.NoContent() : TypedResults.NotFound();
}
