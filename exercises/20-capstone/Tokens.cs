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

    public SymmetricSecurityKey Key { get; } = new(Encoding.UTF8.GetBytes(options.Value.SigningKey));

    /// <summary>A signed token for this user, valid from now for the configured lifetime.</summary>
    // TODO 1: a JWT signed by Key with Algorithm: iss and aud from the options, sub is the id in digits, and iat, nbf, exp by the clock. A
    //         token counts whole seconds: cut the rest of now off first, so that ExpiresAt is the very moment that exp says.
    public IssuedToken Issue(long userId) =>
        throw new NotImplementedException("Tokens.Issue: sign who it is and until when.");

    /// <summary>What a token must have to be believed.</summary>
    // TODO 2: the signature of Key by Algorithm and no other, the issuer, the audience and an expiry. User.Identity.Name is the sub.
    // TODO 3: a LifetimeValidator that asks our clock and not the machine's: from nbf, a second earlier at most, until just before exp.
    public TokenValidationParameters Rules =>
        throw new NotImplementedException("Tokens.Rules: what a token must have to be believed.");
}
