namespace Camp.Service.Security;

// Lesson 03-middleware explains this: headers are set when the response starts, so that errors carry them too.
internal static class SecurityHeaders
{
    // An API has nothing to show, frame or run. The pages of Swagger UI bring scripts and styles of their own.
    private const string ForApi = "default-src 'none'; frame-ancestors 'none'";
    private const string ForDocs =
        "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'";

    public static void UseSecurityHeaders(this WebApplication app) =>
        app.Use(static (context, next) =>
        {
            context.Response.OnStarting(static state => Set((HttpContext)state), context);
            return next(context);
        });

    private static Task Set(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.ContentSecurityPolicy = context.Request.Path.StartsWithSegments("/swagger") ? ForDocs : ForApi;
        return Task.CompletedTask;
    }
}
