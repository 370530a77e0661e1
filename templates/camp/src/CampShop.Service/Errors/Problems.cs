using Microsoft.AspNetCore.Http.HttpResults;

namespace Camp.Service.Errors;

/// <summary>The refusals that endpoints answer with: the fault, the value, what would be valid.</summary>
internal static class Problems
{
    public static ProblemHttpResult NoSuchUser(long id) =>
        TypedResults.Problem($"There is no user '{id}'.", statusCode: StatusCodes.Status404NotFound);

    public static ProblemHttpResult EmailTaken(string email) =>
        TypedResults.Problem(
            $"The email '{email}' belongs to another user: choose another.",
            statusCode: StatusCodes.Status409Conflict);
#if (auth)
    public static ProblemHttpResult NotYours(long id) =>
        TypedResults.Problem(
            $"User '{id}' is not the one who logged in: only your own account can be changed.",
            statusCode: StatusCodes.Status403Forbidden);

    public static ProblemHttpResult WrongLogin() =>
        TypedResults.Problem("The email or the password is wrong.", statusCode: StatusCodes.Status401Unauthorized);
#endif
}
