using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace Camp.Users;

/// <summary>Lets an account's owner and administrators in, and nobody else.</summary>
public static class Authorize
{
    /// <summary>A component of the pipeline; stands behind the routing, before the endpoints.</summary>
    /// <remarks>
    /// The token is what follows <c>Bearer</c> (in upper or lower case) and a space in the request's only <c>Authorization</c> field.
    /// Without one, or when <c>validate</c> answers null, the answer is 401 with a <c>WWW-Authenticate</c> field that names
    /// <c>Bearer</c>. With one, a request whose route has the value <c>id</c> passes if that is the caller's own id, or if the caller
    /// is an administrator; otherwise the answer is 403. An id that is no whole number is nobody's own. A request whose route has no
    /// <c>id</c> passes with any valid token. What the query or the body says about an id counts for nothing.
    /// Both refusals are problem documents (<c>application/problem+json</c>). A refused request never reaches the endpoint,
    /// and its body is not read, so a client that may not come in does not learn either whether its body was well-formed.
    /// Whoever comes after finds the caller by <c>context.Features.Get&lt;Caller&gt;()</c>.
    /// </remarks>
    /// <param name="validate">Who the bearer of a token is; null when the token is not valid.</param>
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
        || (long.TryParse(Convert.ToString(id, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture, out var number) && number == caller.UserId);

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
