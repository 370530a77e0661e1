using System.IdentityModel.Tokens.Jwt;
using System.Security.Claims;
using System.Text;
using System.Text.Json.Nodes;
using Camp.Service.Auth;
using Camp.Service.Config;
using Camp.Service.Observability;
using Camp.Testing;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Tokens;
using Xunit;

namespace Camp.Capstone.Tests;

public sealed class TokensTests
{
    private const string Section = "Tokens";

    // Far from today, and between two seconds.
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2040, 5, 1, 12, 0, 0, 400, TimeSpan.Zero));

    [Fact]
    public async Task A_login_answers_a_token_that_says_who_calls()
    {
        await using var shop = await Start();
        var id = await shop.AddUser("ann@example.com");

        var token = (string)(await Login(shop))["token"]!;

        Expect.Equal($"200 {id}", await Me(shop, token), "The answer to whom the token was given", Section);
        Expect.Equal("401 ", await Me(shop, token[..^2]), "The answer to half a signature", Section);
        var claims = Read(token).Payload;
        Expect.Equal($"{id}", claims.Sub, "sub", Section);
        Expect.Equal("camp of the tests", claims.Iss, "iss", Section);
        Expect.Sequence(["friends of the tests"], claims.Aud, "aud", Section);
    }

    [Fact]
    public async Task The_answer_says_when_the_token_ends_and_the_token_says_the_same()
    {
        await using var shop = await Start();
        await shop.AddUser("ann@example.com");

        var answer = await Login(shop);

        var expected = new DateTimeOffset(2040, 5, 1, 12, 20, 0, TimeSpan.Zero);
        Expect.Equal(expected, (DateTimeOffset?)answer["expiresAt"], "expiresAt", Section);
        var token = Read((string)answer["token"]!);
        Expect.Equal(expected.UtcDateTime, token.ValidTo, "exp", Section);
        Expect.Equal(expected.UtcDateTime.AddMinutes(-20), token.ValidFrom, "nbf", Section);
        Expect.Equal(expected.UtcDateTime.AddMinutes(-20), token.IssuedAt, "iat", Section);
    }

    [Fact]
    public async Task A_token_is_good_until_just_before_its_end_by_the_services_clock()
    {
        await using var shop = await Start();
        var id = await shop.AddUser("ann@example.com");
        var token = (string)(await Login(shop))["token"]!;

        _clock.Advance(TimeSpan.FromMinutes(20) - TimeSpan.FromMilliseconds(401));
        Expect.Equal($"200 {id}", await Me(shop, token), "The answer a millisecond before the end", Section);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Expect.Equal("401 ", await Me(shop, token), "The answer at the end", Section);
    }

    [Theory]
    [InlineData("as it should be", "200 7")]
    [InlineData("another key", "401 ")]
    [InlineData("another algorithm", "401 ")]
    [InlineData("no signature", "401 ")]
    [InlineData("another issuer", "401 ")]
    [InlineData("another audience", "401 ")]
    [InlineData("no end", "401 ")]
    [InlineData("from a second ahead", "200 7")]
    [InlineData("from two seconds ahead", "401 ")]
    public async Task A_token_is_believed_only_when_everything_is_right(string token, string expected)
    {
        await using var shop = await Start();
        Expect.Equal(expected, await Me(shop, Forged(token)), $"The answer to a token with: {token}", Section);
    }

    [Fact]
    public async Task The_name_of_the_caller_is_the_sub()
    {
        await using var shop = await Start();
        var reply = await shop.Get("/name", ("Authorization", $"Bearer {Forged("as it should be")}"));
        Expect.Equal("200 7", $"{reply.Status} {reply.Body}", "User.Identity.Name", Section);
    }

    private Task<Shop> Start() => Shop.Start(
        builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(_clock);
            builder.Services.AddSingleton<ServiceMetrics>();
            builder.AddSignIn();
        },
        app =>
        {
            app.UseAuthentication();
            app.UseAuthorization();
            app.MapLogin();
            app.MapGet("/me", (ClaimsPrincipal caller) => $"{caller.UserId()}").RequireAuthorization();
            app.MapGet("/name", (ClaimsPrincipal caller) => caller.Identity?.Name).RequireAuthorization();
        },
        "--Auth:TokenLifetime=00:20:00", "--Auth:Issuer=camp of the tests", "--Auth:Audience=friends of the tests");

    private static async Task<JsonNode> Login(Shop shop)
    {
        var reply = await shop.Send(HttpMethod.Post, "/api/auth/login", new { email = "ann@example.com", password = Shop.Password });
        Expect.Equal(200, reply.Status, "The status of the login", Section);
        return JsonNode.Parse(reply.Body)!;
    }

    private static async Task<string> Me(Shop shop, string token)
    {
        var reply = await shop.Get("/me", ("Authorization", $"Bearer {token}"));
        return $"{reply.Status} {reply.Body}";
    }

    private static JwtSecurityToken Read(string token) => new JwtSecurityTokenHandler().ReadJwtToken(token);

    // Made by hand, so that nothing of the answer takes part.
    private string Forged(string how)
    {
        var key = how == "another key" ? "somebody else's key, also well over 32 bytes" : Shop.SigningKey;
        var algorithm = how == "another algorithm" ? SecurityAlgorithms.HmacSha512 : SecurityAlgorithms.HmacSha256;
        var now = _clock.GetUtcNow().ToUnixTimeSeconds();
        var from = how switch { "from a second ahead" => now + 1, "from two seconds ahead" => now + 2, _ => now };
        var payload = new JwtPayload
        {
            ["iss"] = how == "another issuer" ? "camp" : "camp of the tests",
            ["aud"] = how == "another audience" ? "camp" : "friends of the tests",
            ["sub"] = "7",
            ["nbf"] = from,
        };
        if (how != "no end")
            payload["exp"] = now + 60;
        var header = how == "no signature" ? new JwtHeader() : new JwtHeader(new SigningCredentials(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(key)), algorithm));
        return new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(header, payload));
    }
}
