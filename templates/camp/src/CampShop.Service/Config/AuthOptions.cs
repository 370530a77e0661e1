using System.ComponentModel.DataAnnotations;
using System.Text;

namespace Camp.Service.Config;

/// <summary>How passwords are hashed and tokens are signed. Section <c>Auth</c>.</summary>
internal sealed record AuthOptions : IValidatableObject
{
    public const int MinKeyBytes = 32;

    /// <summary>The secret that signs tokens (HMAC-SHA256), 32 bytes or more. There is no default outside Development.</summary>
    public string SigningKey { get; set; } = "";

    /// <summary>The <c>iss</c> claim of issued tokens, and the only one accepted.</summary>
    [Required(ErrorMessage = "Auth:Issuer is empty; it must name who issues the tokens.")]
    public string Issuer { get; set; } = "camp";

    /// <summary>The <c>aud</c> claim of issued tokens, and the only one accepted.</summary>
    [Required(ErrorMessage = "Auth:Audience is empty; it must name whom the tokens are for.")]
    public string Audience { get; set; } = "camp";

    /// <summary>How long a token is valid: one minute to one day. Default one hour.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00", ErrorMessage = "Auth:TokenLifetime must be from 00:01:00 to 1.00:00:00.")]
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The cost of bcrypt, 4 to 16: each step doubles the time of a login. Default 11.</summary>
    [Range(4, 16, ErrorMessage = "Auth:BcryptCost must be from 4 to 16.")]
    public int BcryptCost { get; set; } = 11;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var bytes = Encoding.UTF8.GetByteCount(SigningKey);
        if (bytes < MinKeyBytes)
        {
            yield return new ValidationResult(
                $"Auth:SigningKey has {bytes} bytes; it must have {MinKeyBytes} or more. " +
                "Set it for this run: export Auth__SigningKey=\"$(openssl rand -base64 48)\"");
        }
    }
}
