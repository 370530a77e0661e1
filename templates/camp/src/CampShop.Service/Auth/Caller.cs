using System.Globalization;
using System.IdentityModel.Tokens.Jwt;
using System.Security.Claims;

namespace Camp.Service.Auth;

internal static class Caller
{
    /// <summary>The id in the caller's token, or null when there is none.</summary>
    public static long? UserId(this ClaimsPrincipal caller) =>
        long.TryParse(caller.FindFirstValue(JwtRegisteredClaimNames.Sub), CultureInfo.InvariantCulture, out var id) ? id : null;
}
