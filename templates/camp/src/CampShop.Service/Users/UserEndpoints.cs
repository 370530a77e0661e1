using System.Security.Claims;
using Camp.Service.Auth;
using Camp.Service.Errors;
using Camp.Service.Observability;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Camp.Service.Users;

// Go's internal/service. Lesson 04-routing explains this, lesson 13-users who may do what.
internal static class UserEndpoints
{
    public static void AddUsers(this WebApplicationBuilder builder) => builder.Services.AddSingleton<UserStore>();

    public static RouteGroupBuilder MapUsers(this IEndpointRouteBuilder app)
    {
        var users = app.MapGroup("/api/users").WithTags("Users");
        users.MapPost("", RegisterAsync)
            .WithSummary("Registers a user.").ProducesProblem(409);
        users.MapGet("", ListAsync).RequireAuthorization()
            .WithSummary("Lists users by id. page starts at 1; size is 1 to 100, 20 if absent.").ProducesProblem(401);
        users.MapGet("/{id:long}", FindAsync)
            .WithSummary("Finds a user.").ProducesProblem(404);
        users.MapPut("/{id:long}", ReplaceAsync).RequireAuthorization()
            .WithSummary("Replaces your own account. Without a password the old one stays.")
            .ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        users.MapDelete("/{id:long}", RemoveAsync).RequireAuthorization()
            .WithSummary("Deletes your own account.").ProducesProblem(401).ProducesProblem(403).ProducesProblem(404);
        return users;
    }

    private static async Task<Results<Created<User>, ValidationProblem, ProblemHttpResult>> RegisterAsync(
        NewUser body, UserStore store, Passwords passwords, ServiceMetrics metrics, CancellationToken cancellationToken)
    {
        var faults = UserRules.Check(body.Name, body.Email, body.Password);
        if (faults.Count > 0)
        {
            return TypedResults.ValidationProblem(faults);
        }
        var hash = await passwords.HashAsync(body.Password!, cancellationToken);
        if (await store.AddAsync(body.Name!, body.Email!, hash, cancellationToken) is not { } user)
        {
            return Problems.EmailTaken(body.Email!);
        }
        metrics.Registered();
        return TypedResults.Created($"/api/users/{user.Id}", user);
    }

    private static async Task<Ok<IReadOnlyList<User>>> ListAsync(
        int? page, int? size, UserStore store, CancellationToken cancellationToken) =>
        TypedResults.Ok(await store.ListAsync(Page.From(page, size), cancellationToken));

    private static async Task<Results<Ok<User>, ProblemHttpResult>> FindAsync(
        long id, UserStore store, CancellationToken cancellationToken) =>
        await store.FindAsync(id, cancellationToken) is { } user ? TypedResults.Ok(user) : Problems.NoSuchUser(id);

    private static async Task<Results<Ok<User>, ValidationProblem, ProblemHttpResult>> ReplaceAsync(
        long id, ChangedUser body, ClaimsPrincipal caller, UserStore store, Passwords passwords,
        CancellationToken cancellationToken)
    {
        if (await RefusalAsync(id, caller, store, cancellationToken) is { } refusal)
        {
            return refusal;
        }
        var faults = UserRules.Check(body.Name, body.Email, body.Password);
        if (body.Password is null)
        {
            faults.Remove("password");
        }
        if (faults.Count > 0)
        {
            return TypedResults.ValidationProblem(faults);
        }
        var user = new User(id, body.Name!, body.Email!);
        var hash = body.Password is null ? null : await passwords.HashAsync(body.Password, cancellationToken);
        return await store.ReplaceAsync(user, hash, cancellationToken) switch
        {
            Change.Done => TypedResults.Ok(user),
            Change.EmailTaken => Problems.EmailTaken(user.Email),
            _ => Problems.NoSuchUser(id),
        };
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(
        long id, ClaimsPrincipal caller, UserStore store, CancellationToken cancellationToken)
    {
        if (await RefusalAsync(id, caller, store, cancellationToken) is { } refusal)
        {
            return refusal;
        }
        return await store.RemoveAsync(id, cancellationToken) ? TypedResults.NoContent() : Problems.NoSuchUser(id);
    }

    // Who isn't there can't be somebody else, so 404 comes before 403. The token of a deleted user ends here too.
    private static async Task<ProblemHttpResult?> RefusalAsync(
        long id, ClaimsPrincipal caller, UserStore store, CancellationToken cancellationToken) =>
        await store.FindAsync(id, cancellationToken) is null ? Problems.NoSuchUser(id)
        : caller.UserId() != id ? Problems.NotYours(id)
        : null;
}
