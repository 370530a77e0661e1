// Mistake: an id that is no number is an exception.
// Rejected by: AuthorizeTests.Others_get_403
using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace Camp.Users;

/// <summary>Lets an account's owner and administrators in, and nobody else.</summary>
public static class Authorize
{
    /// <summary>A component of the pipeline; stands behind the routing, before the endpoints.</summary>
    public static Func<RequestDelegate, RequestDelegate> OwnerOrAdmin(Func<string, Task<Caller?>> validate) => next => async context =>
    {
        var caller = TokenOf(context.Request) is { } token ? await validate(token) : null;
        if (caller is null)
        {
            // RFC 9110: who answers 401 says how to sign in.
            context.Response.Headers.WWWAuthenticate = "Bearer";
            await Refuse(context, 401, "Unauthorized");
        }
        else if (caller.IsAdmin || IsOwn(context, caller))
        {
            context.Features.Set(caller);
            await next(context);
        }
        else
        {
            await Refuse(context, 403, "Forbidden");
        }
    };

    // Only what the router found: it is what the endpoint will act on.
    private static bool IsOwn(HttpContext context, Caller caller) =>
        !context.Request.RouteValues.TryGetValue("id", out var id)
        || long.Parse(Convert.ToString(id, CultureInfo.InvariantCulture)!, CultureInfo.InvariantCulture) == caller.UserId;

    private static string? TokenOf(HttpRequest request)
    {
        const string Scheme = "Bearer ";
        // Two fields could mean two callers, one for us and one for the next server.
        return request.Headers[HeaderNames.Authorization] is [{ } field] && field.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? field[Scheme.Length..].Trim()
            : null;
    }

    private static Task Refuse(HttpContext context, int status, string title) =>
        TypedResults.Problem(statusCode: status, title: title).ExecuteAsync(context);
}
