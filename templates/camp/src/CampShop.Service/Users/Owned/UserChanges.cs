using System.Security.Claims;
using Camp.Service.Auth;
using Camp.Service.Errors;
using Camp.Service.Limits;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Camp.Service.Users;

// Lesson 13-users explains who may do what.
internal static class UserChanges
{
    public static void MapChanges(this RouteGroupBuilder users)
    {
        users.MapPut("/{id:long}", ReplaceAsync).RequireAuthorization().RequireRateLimiting(RateLimits.Changes)
            .WithSummary("Replaces your own account. Without a password the old one stays.")
            .ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(429);
        users.MapDelete("/{id:long}", RemoveAsync).RequireAuthorization().RequireRateLimiting(RateLimits.Changes)
            .WithSummary("Deletes your own account.")
            .ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(429);
    }

    private static async Task<Results<Ok<User>, ValidationProblem, ProblemHttpResult>> ReplaceAsync(
        long id, ChangedUser body, ClaimsPrincipal caller, UserStore store, Accounts accounts, CancellationToken cancellationToken)
    {
        if (await RefusalAsync(id, caller, store, cancellationToken) is { } refusal)
        {
            return refusal;
        }
        var faults = UserRules.Check(body.Name, body.Email);
        faults.AddFault("password", body.Password is null ? null : Passwords.Fault(body.Password));
        if (faults.Count > 0)
        {
            return TypedResults.ValidationProblem(faults);
        }
        var user = new User(id, body.Name!, body.Email!);
        return await accounts.ReplaceAsync(user, body.Password, cancellationToken) switch
        {
            Change.Done => TypedResults.Ok(user),
            Change.EmailTaken => Problems.EmailTaken(user.Email),
            _ => Problems.NoSuchUser(id),
        };
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(
        long id, ClaimsPrincipal caller, UserStore store, Accounts accounts, CancellationToken cancellationToken)
    {
        if (await RefusalAsync(id, caller, store, cancellationToken) is { } refusal)
        {
            return refusal;
        }
        return await accounts.RemoveAsync(id, cancellationToken) ? TypedResults.NoContent() : Problems.NoSuchUser(id);
    }

    // Who isn't there can't be somebody else, so 404 comes before 403. The token of a deleted user ends here too.
    private static async Task<ProblemHttpResult?> RefusalAsync(
        long id, ClaimsPrincipal caller, UserStore store, CancellationToken cancellationToken) =>
        await store.FindAsync(id, cancellationToken) is null ? Problems.NoSuchUser(id)
        : caller.UserId() != id ? Problems.NotYours(id)
        : null;
}
