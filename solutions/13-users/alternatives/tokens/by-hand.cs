// Alternative: no library: two JSON texts and an HMAC, compared in constant time.
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Camp.Users;

/// <summary>Issues access tokens and validates them: JSON Web Tokens (RFC 7519), signed with HMAC-SHA256.</summary>
public sealed class Tokens
{
    private readonly TokenSettings _settings;
    private readonly TimeProvider _clock;

    public Tokens(TokenSettings settings, TimeProvider clock)
    {
        if (settings.Key.Length < 32)
            throw new ArgumentException("The key is too short.", nameof(settings));
        (_settings, _clock) = (settings, clock);
    }

    public string Issue(Caller caller)
    {
        var now = _clock.GetUtcNow().ToUnixTimeSeconds();
        var claims = new Dictionary<string, object>
        {
            ["jti"] = Convert.ToHexString(RandomNumberGenerator.GetBytes(16)),
            ["sub"] = caller.UserId.ToString(CultureInfo.InvariantCulture),
            ["iss"] = _settings.Issuer,
            ["aud"] = _settings.Audience,
            ["iat"] = now,
            ["nbf"] = now,
            ["exp"] = now + (long)_settings.Lifetime.TotalSeconds,
        };
        if (caller.IsAdmin)
            claims["role"] = "admin";
        var signed = $"{Encoded(new { alg = "HS256", typ = "JWT" })}.{Encoded(claims)}";
        return $"{signed}.{Base64Url.EncodeToString(Signature(signed))}";
    }

    public Task<Caller?> ValidateAsync(string token)
    {
        try
        {
            return Task.FromResult(token.Split('.') is [var header, var claims, var signature] ? CallerOf(header, claims, signature) : null);
        }
        catch (Exception nonsense) when (nonsense is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            return Task.FromResult<Caller?>(null);
        }
    }

    private Caller? CallerOf(string header, string payload, string signature)
    {
        if (!CryptographicOperations.FixedTimeEquals(Signature($"{header}.{payload}"), Base64Url.DecodeFromChars(signature)))
            return null;
        if (Decoded(header).GetProperty("alg").GetString() != "HS256")
            return null;
        var claims = Decoded(payload);
        var now = _clock.GetUtcNow();
        if (now - _settings.ClockSkew >= Time(claims.GetProperty("exp")))
            return null;
        if (claims.TryGetProperty("nbf", out var from) && now + _settings.ClockSkew < Time(from))
            return null;
        if (claims.GetProperty("iss").GetString() != _settings.Issuer || !IsForUs(claims.GetProperty("aud")))
            return null;
        var isAdmin = claims.TryGetProperty("role", out var role) && role.ValueKind == JsonValueKind.String && role.ValueEquals("admin");
        return long.TryParse(claims.GetProperty("sub").GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? new(id, isAdmin) : null;
    }

    private bool IsForUs(JsonElement audience) => audience.ValueKind == JsonValueKind.Array
        ? audience.EnumerateArray().Any(IsForUs)
        : audience.GetString() == _settings.Audience;

    private static DateTimeOffset Time(JsonElement seconds) => DateTimeOffset.UnixEpoch.AddSeconds(seconds.GetInt64());

    private byte[] Signature(string signed) => HMACSHA256.HashData(_settings.Key, Encoding.UTF8.GetBytes(signed));

    private static string Encoded(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));

    private static JsonElement Decoded(string part) => JsonDocument.Parse(Base64Url.DecodeFromChars(part)).RootElement;
}
