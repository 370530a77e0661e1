using Camp.Service.Errors;
using Camp.Service.Observability;
using Camp.Service.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Camp.Service.Auth;

// Lesson 13-users explains this.
internal static class LoginEndpoint
{
    public static void MapLogin(this IEndpointRouteBuilder app) =>
        app.MapPost("/api/auth/login", LoginAsync)
            .RequireRateLimiting(LoginLimit.Policy)
            .WithTags("Auth")
            .WithSummary("Answers a bearer token for an email and a password.")
            .ProducesProblem(401).ProducesProblem(429);

    // An unknown email and a wrong password get one answer at one cost: nobody learns who is registered.
    private static async Task<Results<Ok<IssuedToken>, ProblemHttpResult>> LoginAsync(
        LoginRequest body, UserStore store, Passwords passwords, Tokens tokens, ServiceMetrics metrics,
        HttpContext context, CancellationToken cancellationToken)
    {
        var known = await store.FindCredentialsAsync(body.Email ?? "", cancellationToken);
        var accepted = await passwords.MatchesAsync(body.Password ?? "", known?.PasswordHash, cancellationToken);
        metrics.LoggedIn(accepted);
        if (!accepted)
        {
            return Problems.WrongLogin();
        }
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(tokens.Issue(known!.Id));
    }
}
