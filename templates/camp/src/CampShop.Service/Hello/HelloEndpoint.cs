namespace Camp.Service.Hello;

// Lesson 02-server explains this.
internal static class HelloEndpoint
{
    public static void MapHello(this WebApplication app) =>
        app.MapGet("/", (HttpContext context) => TypedResults.Text($"Hello, World! Request path: {context.Request.Path}"))
            .WithTags("Hello")
            .WithSummary("Greets, and names the path of the request.");
}
