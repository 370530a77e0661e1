using Camp.Service.Errors;
using Camp.Service.Limits;
#if (metrics)
using Camp.Service.Observability;
#endif
using Microsoft.AspNetCore.Http.HttpResults;

namespace Camp.Service.Auth;

// Lesson 13-users explains this.
internal static class LoginEndpoint
{
    public static void MapLogin(this IEndpointRouteBuilder app) =>
        app.MapPost("/api/auth/login", LoginAsync)
            .RequireRateLimiting(RateLimits.Logins)
            .WithTags("Auth")
            .WithSummary("Answers a bearer token for an email and a password.")
            .ProducesProblem(401).ProducesProblem(429);

    // An unknown email and a wrong password get one answer at one cost: nobody learns who is registered.
    private static async Task<Results<Ok<IssuedToken>, ProblemHttpResult>> LoginAsync(
        LoginRequest body, PasswordStore store, Passwords passwords, Tokens tokens,
#if (metrics)
        ServiceMetrics metrics,
#endif
        HttpContext context, CancellationToken cancellationToken)
    {
        var known = await store.FindAsync(body.Email ?? "", cancellationToken);
        var accepted = await passwords.MatchesAsync(body.Password ?? "", known?.Hash, cancellationToken);
#if (metrics)
        metrics.LoggedIn(accepted);
#endif
        if (!accepted)
        {
            return Problems.WrongLogin();
        }
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(tokens.Issue(known!.UserId));
    }
}
