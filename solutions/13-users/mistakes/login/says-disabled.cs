// Mistake: a disabled account is told so, before it has shown that it knows the password.
// Rejected by: LoginTests.All_refusals_are_one_answer
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Camp.Users;

/// <summary>POST /login, which tells nobody who is registered.</summary>
public static class Login
{
    /// <summary>Maps POST /login: a <see cref="LoginRequest"/> as JSON in, a <see cref="LoginAnswer"/> or a refusal out.</summary>
    public static IEndpointConventionBuilder MapLogin(
        this IEndpointRouteBuilder app, IAccounts accounts, IBcrypt bcrypt, int cost, Func<Account, string> issue)
    {
        // Well-formed, of the same cost, and the hash of nothing: made without hashing.
        var decoy = $"$2a${cost:00}${new string('.', 53)}";
        return app.MapPost("/login", async Task<Results<Ok<LoginAnswer>, ProblemHttpResult>> (
            LoginRequest body, HttpContext context) =>
        {
            var account = await accounts.FindAsync(body.Email ?? "", context.RequestAborted);
            var password = body.Password ?? "";
            var matches = bcrypt.Verify(password, account?.PasswordHash ?? decoy);
            // All reasons are looked at after the one thing that takes time.
            if (account is { IsDisabled: true })
                return TypedResults.Problem("The account is disabled.", statusCode: 403);
            if (!matches || account is null or { IsDisabled: true } || body.Password is null || body.Email is null || IsCutOff(password))
                return TypedResults.Problem("The email or the password is wrong.", statusCode: 401, title: "Unauthorized");
            context.Response.Headers.CacheControl = "no-store";
            return TypedResults.Ok(new LoginAnswer(issue(account)));
        });
    }

    private static bool IsCutOff(string password) => Encoding.UTF8.GetByteCount(password) > 72;
}
