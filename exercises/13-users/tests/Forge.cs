using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Camp.Users.Tests;

/// <summary>Makes tokens by hand, as an attacker does, and takes others apart.</summary>
internal static class Forge
{
    /// <summary>A token of these two JSON texts, signed with <paramref name="key"/> by the algorithm named.</summary>
    public static string Token(string header, string payload, byte[] key, string algorithm = "HS256")
    {
        var signed = $"{Encoded(header)}.{Encoded(payload)}";
        return $"{signed}.{Signature(signed, key, algorithm)}";
    }

    public static string Encoded(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    public static string Signature(string signed, byte[] key, string algorithm = "HS256")
    {
        var bytes = Encoding.ASCII.GetBytes(signed);
        return algorithm switch
        {
            "HS256" => Base64Url.EncodeToString(HMACSHA256.HashData(key, bytes)),
            "HS384" => Base64Url.EncodeToString(HMACSHA384.HashData(key, bytes)),
            "HS512" => Base64Url.EncodeToString(HMACSHA512.HashData(key, bytes)),
            _ => "",
        };
    }

    /// <summary>One of a token's parts: 0 is the header, 1 are the claims.</summary>
    public static JsonElement Part(string token, int part) =>
        JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[part])).RootElement;
}
