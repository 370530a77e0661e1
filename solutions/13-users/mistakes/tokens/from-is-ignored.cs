// Mistake: a token works before its nbf.
// Rejected by: TokensTests.A_token_from_a_clock_that_is_ahead_is_valid_within_the_skew
using System.Globalization;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Camp.Users;

/// <summary>Issues access tokens and validates them: JSON Web Tokens (RFC 7519), signed with HMAC-SHA256.</summary>
public sealed class Tokens
{
    private const string Algorithm = SecurityAlgorithms.HmacSha256;
    private const string Role = "role";
    private const string Admin = "admin";

    private readonly JsonWebTokenHandler _handler = new();
    private readonly TokenSettings _settings;
    private readonly TimeProvider _clock;
    private readonly SigningCredentials _credentials;
    private readonly TokenValidationParameters _rules;

    public Tokens(TokenSettings settings, TimeProvider clock)
    {
        if (settings.Key.Length < 32)
            throw new ArgumentException($"The key has {settings.Key.Length} bytes; HS256 needs 32 random ones or more.", nameof(settings));
        (_settings, _clock) = (settings, clock);
        var key = new SymmetricSecurityKey(settings.Key);
        _credentials = new(key, Algorithm);
        _rules = new()
        {
            IssuerSigningKey = key,
            // The token's header is the attacker's to write: it has no say in how the token is checked.
            ValidAlgorithms = [Algorithm],
            ValidIssuer = settings.Issuer,
            ValidAudience = settings.Audience,
            LifetimeValidator = IsInTime,
        };
    }

    /// <summary>A signed token for this caller.</summary>
    public string Issue(Caller caller)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(_clock.GetUtcNow().ToUnixTimeSeconds()).UtcDateTime;
        var claims = new Dictionary<string, object>
        {
            [JwtRegisteredClaimNames.Sub] = caller.UserId.ToString(CultureInfo.InvariantCulture),
            [JwtRegisteredClaimNames.Jti] = Guid.NewGuid().ToString(),
        };
        if (caller.IsAdmin)
            claims[Role] = Admin;
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = _settings.Issuer,
            Audience = _settings.Audience,
            Claims = claims,
            // All three: what is missing the library fills in from the machine's own clock.
            IssuedAt = now,
            NotBefore = now,
            Expires = now + _settings.Lifetime,
            SigningCredentials = _credentials,
        });
    }

    /// <summary>Who the token's bearer is, or null when it is not valid. Never throws, whatever the text.</summary>
    public async Task<Caller?> ValidateAsync(string token)
    {
        var result = await _handler.ValidateTokenAsync(token, _rules);
        if (!result.IsValid)
            return null;
        var subject = result.ClaimsIdentity.FindFirst(JwtRegisteredClaimNames.Sub)?.Value;
        return long.TryParse(subject, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? new(id, result.ClaimsIdentity.HasClaim(Role, Admin))
            : null;
    }

    // Instead of the library's check, which asks the machine's clock; so the missing expiry has to be refused here too.
    private bool IsInTime(DateTime? from, DateTime? to, SecurityToken token, TokenValidationParameters rules)
    {
        var now = _clock.GetUtcNow().UtcDateTime;
        return to is not null && now - _settings.ClockSkew < to;
    }
}
