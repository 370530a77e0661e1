using Camp.Service.Errors;
using Camp.Service.Limits;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Camp.Service.Users;

// Nobody is asked who they are: this service belongs behind a gateway that has asked already.
internal static class UserChanges
{
    public static void MapChanges(this RouteGroupBuilder users)
    {
        users.MapPut("/{id:long}", ReplaceAsync).RequireRateLimiting(RateLimits.Changes)
            .WithSummary("Replaces a user.").ProducesProblem(404).ProducesProblem(409).ProducesProblem(429);
        users.MapDelete("/{id:long}", RemoveAsync).RequireRateLimiting(RateLimits.Changes)
            .WithSummary("Deletes a user.").ProducesProblem(404).ProducesProblem(429);
    }

    private static async Task<Results<Ok<User>, ValidationProblem, ProblemHttpResult>> ReplaceAsync(
        long id, ChangedUser body, Accounts accounts, CancellationToken cancellationToken)
    {
        var faults = UserRules.Check(body.Name, body.Email);
        if (faults.Count > 0)
        {
            return TypedResults.ValidationProblem(faults);
        }
        var user = new User(id, body.Name!, body.Email!);
        return await accounts.ReplaceAsync(user, cancellationToken) switch
        {
            Change.Done => TypedResults.Ok(user),
            Change.EmailTaken => Problems.EmailTaken(user.Email),
            _ => Problems.NoSuchUser(id),
        };
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(
        long id, Accounts accounts, CancellationToken cancellationToken) =>
        await accounts.RemoveAsync(id, cancellationToken) ? TypedResults.NoContent() : Problems.NoSuchUser(id);
}
