namespace Camp.Users;

/// <summary>POST /login, which tells nobody who is registered.</summary>
public static class Login
{
    /// <summary>Maps POST /login: a <see cref="LoginRequest"/> as JSON in, a <see cref="LoginAnswer"/> or a refusal out.</summary>
    /// <remarks>
    /// The right password of an account that is not disabled: 200, the account's token, <c>Cache-Control: no-store</c>.
    /// Anything else (an unknown email, a wrong password, a disabled account, a password of more than 72 bytes, which bcrypt would cut
    /// off, a member that is missing or null): 401 and a problem document (<c>application/problem+json</c>). All refusals are the
    /// same in status, header fields and body, except for a trace id.
    /// They take the same time too, and as long as a success: every request verifies exactly once, against a hash of cost
    /// <c>cost</c>, and never hashes. Where there is no account, it is against a decoy, which lets nobody in whatever
    /// the password. What a decoy takes to make is spent before the first request.
    /// The store is asked once, for the email as it came ("" for none), with the request's own cancellation.
    /// </remarks>
    /// <param name="app">Where to map it.</param>
    /// <param name="accounts">The store.</param>
    /// <param name="bcrypt">Does the verifying.</param>
    /// <param name="cost">The cost of all stored hashes, 4 to 31.</param>
    /// <param name="issue">Makes the token of an account that has signed in; not called for others.</param>
    // TODO 1: MapPost with a handler that looks the account up and verifies the password.
    // TODO 2: a decoy hash for accounts that are not there: one verification in any case.
    // TODO 3: then look at all reasons to refuse, and answer them all alike.
    public static IEndpointConventionBuilder MapLogin(
        this IEndpointRouteBuilder app, IAccounts accounts, IBcrypt bcrypt, int cost, Func<Account, string> issue) =>
        throw new NotImplementedException("Login.MapLogin: one answer and one cost for everybody who may not come in.");
}
