using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace Camp.Service.Config;

/// <summary>In Development a missing signing key becomes a random one, so that no secret is ever written to a file.</summary>
internal sealed class DevelopmentKey(IHostEnvironment environment) : IPostConfigureOptions<AuthOptions>
{
    public void PostConfigure(string? name, AuthOptions options)
    {
        // Tokens then end with the process, which is what a developer's tokens may do.
        if (environment.IsDevelopment() && options.SigningKey.Length == 0)
        {
            options.SigningKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(48));
        }
    }
}
