// Mistake: refuses a token that a rounded clock has put a moment ahead.
// Rejected by: TokensTests.A_token_is_believed_only_when_everything_is_right
using System.Globalization;
using System.IdentityModel.Tokens.Jwt;
using System.Text;
using Camp.Service.Config;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Camp.Service.Auth;

// Lesson 13-users explains this.
internal sealed class Tokens(IOptions<AuthOptions> options, TimeProvider clock)
{
    public const string Algorithm = SecurityAlgorithms.HmacSha256;

    private readonly JwtSecurityTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };

    public SymmetricSecurityKey Key { get; } = new(Encoding.UTF8.GetBytes(options.Value.SigningKey));

    /// <summary>A signed token for this user, valid from now for the configured lifetime.</summary>
    public IssuedToken Issue(long userId)
    {
        // A token counts whole seconds, and the answer must say what the token says.
        var now = DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds());
        var expires = now + options.Value.TokenLifetime;
        var token = _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = options.Value.Issuer,
            Audience = options.Value.Audience,
            Claims = new Dictionary<string, object>
            {
                [JwtRegisteredClaimNames.Sub] = userId.ToString(CultureInfo.InvariantCulture),
            },
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = expires.UtcDateTime,
            SigningCredentials = new SigningCredentials(Key, Algorithm),
        });
        return new IssuedToken(_handler.WriteToken(token), expires);
    }

    /// <summary>What a token must have to be believed.</summary>
    public TokenValidationParameters Rules => new()
    {
        IssuerSigningKey = Key,
        ValidAlgorithms = [Algorithm],
        ValidIssuer = options.Value.Issuer,
        ValidAudience = options.Value.Audience,
        RequireExpirationTime = true,
        LifetimeValidator = IsInTime,
        NameClaimType = JwtRegisteredClaimNames.Sub,
    };

    private bool IsInTime(DateTime? from, DateTime? to, SecurityToken token, TokenValidationParameters rules)
    {
        // One service issues and checks, so a second covers what rounding the clock costs.
        var now = clock.GetUtcNow().UtcDateTime;
        return (from is null || now >= from.Value) && now < to;
    }
}
