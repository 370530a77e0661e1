#if (auth)
using Camp.Service.Auth;
#endif
using Camp.Service.Errors;
using Camp.Service.Limits;
#if (metrics)
using Camp.Service.Observability;
#endif
using Microsoft.AspNetCore.Http.HttpResults;

namespace Camp.Service.Users;

// Go's internal/service. Lesson 04-routing explains this.
internal static class UserEndpoints
{
    public static void AddUsers(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<UserStore>();
        builder.Services.AddSingleton<Accounts>();
    }

    public static RouteGroupBuilder MapUsers(this IEndpointRouteBuilder app)
    {
        var users = app.MapGroup("/api/users").WithTags("Users");
        users.MapPost("", RegisterAsync).RequireRateLimiting(RateLimits.Changes)
            .WithSummary("Registers a user.").ProducesProblem(409).ProducesProblem(429);
#if (auth)
        users.MapGet("", ListAsync).RequireAuthorization().ProducesProblem(401)
#else
        users.MapGet("", ListAsync)
#endif
            .WithSummary("Lists users by id. page starts at 1; size is 1 to 100, 20 if absent.");
        users.MapGet("/{id:long}", FindAsync)
            .WithSummary("Finds a user.").ProducesProblem(404);
        users.MapChanges();
        return users;
    }

    private static async Task<Results<Created<User>, ValidationProblem, ProblemHttpResult>> RegisterAsync(
        NewUser body, Accounts accounts,
#if (metrics)
        ServiceMetrics metrics,
#endif
        CancellationToken cancellationToken)
    {
        var faults = UserRules.Check(body.Name, body.Email);
#if (auth)
        faults.AddFault("password", Passwords.Fault(body.Password));
#endif
        if (faults.Count > 0)
        {
            return TypedResults.ValidationProblem(faults);
        }
        if (await accounts.AddAsync(body, cancellationToken) is not { } user)
        {
            return Problems.EmailTaken(body.Email!);
        }
#if (metrics)
        metrics.Registered();
#endif
        return TypedResults.Created($"/api/users/{user.Id}", user);
    }

    private static async Task<Ok<IReadOnlyList<User>>> ListAsync(
        int? page, int? size, UserStore store, CancellationToken cancellationToken) =>
        TypedResults.Ok(await store.ListAsync(Page.From(page, size), cancellationToken));

    private static async Task<Results<Ok<User>, ProblemHttpResult>> FindAsync(
        long id, UserStore store, CancellationToken cancellationToken) =>
        await store.FindAsync(id, cancellationToken) is { } user ? TypedResults.Ok(user) : Problems.NoSuchUser(id);
}
