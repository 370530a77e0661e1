using System.IdentityModel.Tokens.Jwt;
using System.Net;
using System.Text;
using Camp.Service.Tests.Support;
using Microsoft.IdentityModel.Tokens;

namespace Camp.Service.Tests.Auth;

public sealed class TokenTests
{
    private const string OtherKey = "another key, as long as the first, and wrong!";
    private const string LongKey = TestService.SigningKey + TestService.SigningKey;

    [Fact]
    public async Task The_list_needs_a_token()
    {
        await using var service = await TestService.StartAsync();

        using var answer = await service.SendAsync(HttpMethod.Get, "/api/users");

        await answer.ProblemAsync(HttpStatusCode.Unauthorized);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);
    }

    [Fact]
    public async Task A_token_made_by_the_rules_is_accepted() =>
        Assert.Equal(HttpStatusCode.OK, await ListAsync(Token()));

    [Fact]
    public async Task Another_key_is_refused() =>
        Assert.Equal(HttpStatusCode.Unauthorized, await ListAsync(Token(key: OtherKey)));

    [Fact]
    public async Task Another_audience_is_refused() =>
        Assert.Equal(HttpStatusCode.Unauthorized, await ListAsync(Token(audience: "another")));

    [Fact]
    public async Task Another_issuer_is_refused() =>
        Assert.Equal(HttpStatusCode.Unauthorized, await ListAsync(Token(issuer: "another")));

    [Fact]
    public async Task Another_algorithm_is_refused_even_with_the_right_key() =>
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            await ListAsync(Token(key: LongKey, algorithm: SecurityAlgorithms.HmacSha512), LongKey));

    [Fact]
    public async Task A_token_without_a_signature_is_refused() =>
        Assert.Equal(HttpStatusCode.Unauthorized, await ListAsync(Token(algorithm: null)));

    [Fact]
    public async Task A_token_without_an_end_is_refused() =>
        Assert.Equal(HttpStatusCode.Unauthorized, await ListAsync(Token(expires: false)));

    [Fact]
    public async Task An_expired_token_is_refused() =>
        Assert.Equal(HttpStatusCode.Unauthorized, await ListAsync(Token(year: 2001)));

    [Fact]
    public async Task A_changed_token_is_refused()
    {
        var parts = Token().Split('.');
        var payload = Base64UrlEncoder.Decode(parts[1]).Replace("\"1\"", "\"2\"", StringComparison.Ordinal);
        var changed = $"{parts[0]}.{Base64UrlEncoder.Encode(payload)}.{parts[2]}";

        Assert.Equal(HttpStatusCode.Unauthorized, await ListAsync(changed));
    }

    private static async Task<HttpStatusCode> ListAsync(string token, string serviceKey = TestService.SigningKey)
    {
        await using var service = await TestService.StartAsync($"--Auth:SigningKey={serviceKey}");
        using var answer = await service.SendAsync(HttpMethod.Get, "/api/users", token: token);
        return answer.StatusCode;
    }

    // A null algorithm writes "none". The year is the one in which the token ends.
    private static string Token(
        string key = TestService.SigningKey, string? algorithm = SecurityAlgorithms.HmacSha256,
        string issuer = "camp", string audience = "camp", bool expires = true, int year = 2999)
    {
        var signing = algorithm is null
            ? null
            : new SigningCredentials(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(key)), algorithm);
        var header = signing is null ? new JwtHeader() : new JwtHeader(signing);
        var payload = new JwtPayload { ["sub"] = "1", ["iss"] = issuer, ["aud"] = audience };
        if (expires)
        {
            payload["exp"] = new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();
        }
        return new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(header, payload));
    }
}
