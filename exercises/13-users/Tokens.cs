namespace Camp.Users;

/// <summary>Issues access tokens and validates them: JSON Web Tokens (RFC 7519), signed with HMAC-SHA256.</summary>
/// <remarks>
/// A token that is issued has <c>alg</c> HS256 in its header and these claims: <c>sub</c>, the user's id as a text; <c>iss</c> and
/// <c>aud</c> from the settings; <c>iat</c> and <c>nbf</c>, now; <c>exp</c>, now and the lifetime; <c>jti</c>, a text that no other
/// token has; for an administrator, and for nobody else, <c>role</c> with the value <c>admin</c>. Now is the clock's, in whole
/// seconds, rounded down.
/// A token is valid when all of this holds: it is signed with our key and by HS256, whatever algorithm its header names (none, HS512
/// and any other are refused, with whatever signature); <c>iss</c> is ours; <c>aud</c> is ours, or a list that has ours; <c>exp</c>
/// is there, and now is earlier than <c>exp</c> and the skew; if <c>nbf</c> is there, now is not earlier than <c>nbf</c> less the skew;
/// <c>sub</c> is a whole number as a text. The caller is an administrator if <c>role</c> is <c>admin</c>.
/// </remarks>
public sealed class Tokens
{
    /// <param name="settings">What all tokens have in common.</param>
    /// <param name="clock">Tells the time, for issuing and for validating.</param>
    /// <exception cref="ArgumentException">The key has fewer than 32 bytes: it could be guessed.</exception>
    // TODO 1: refuse a short key.
    // TODO 2: TokenValidationParameters with all that the contract asks for: key, algorithm, issuer, audience.
    public Tokens(TokenSettings settings, TimeProvider clock) =>
        throw new NotImplementedException("Tokens: check the key and prepare the rules of validation.");

    /// <summary>A signed token for this caller.</summary>
    // TODO 3: a SecurityTokenDescriptor with these claims; JsonWebTokenHandler signs it.
    public string Issue(Caller caller) =>
        throw new NotImplementedException("Tokens.Issue: sign a token with the caller's claims.");

    /// <summary>Who the token's bearer is, or null when it is not valid. Never throws, whatever the text.</summary>
    // TODO 4: validate by the rules; the lifetime by your own LifetimeValidator, since the library asks the machine's clock.
    // TODO 5: read the caller out of the claims.
    public Task<Caller?> ValidateAsync(string token) =>
        throw new NotImplementedException("Tokens.ValidateAsync: check signature, algorithm, issuer, audience and times.");
}
