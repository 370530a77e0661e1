namespace Camp.Health;

/// <summary>A registry as a service of its own.</summary>
public static class RegistryEndpoints
{
    /// <summary>PUT /instances, DELETE /instances?id=, PUT /leases?id=, GET /services/{service}.</summary>
    public static void MapRegistry(this IEndpointRouteBuilder routes, Registry registry)
    {
        // Ids in the query: a slash in an id (%2F) stays encoded in a route's value.
        routes.MapPut("/instances", (Instance instance) =>
        {
            registry.Register(instance);
            return TypedResults.NoContent();
        });
        routes.MapPut("/leases", (string id) => NoContentOrNotFound(registry.Renew(id)));
        routes.MapDelete("/instances", (string id) => NoContentOrNotFound(registry.Deregister(id)));
        routes.MapGet("/services/{service}", (string service) => TypedResults.Ok(registry.Live(service)));
    }

    private static IResult NoContentOrNotFound(bool found) => found ? TypedResults.NoContent() : TypedResults.NotFound();
}
