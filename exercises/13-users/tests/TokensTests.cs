using System.Text;
using System.Text.Json;
using Camp.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Camp.Users.Tests;

public sealed class TokensTests
{
    private const string Section = "A token is signed, not secret";
    private const string Pinned = "The algorithm is ours to choose";
    private const string Times = "Expiry, and clocks that differ";
    private const string Whom = "From whom, for whom";

    private static readonly byte[] s_key = Encoding.ASCII.GetBytes("a key of 32 bytes, only for tests");
    private static readonly TokenSettings s_settings = new(s_key, "camp", "shop", TimeSpan.FromMinutes(15), TimeSpan.FromSeconds(30));
    private static readonly DateTimeOffset s_start = new(2040, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly long s_now = s_start.ToUnixTimeSeconds();

    private readonly FakeTimeProvider _clock = new(s_start);

    [Fact]
    public async Task The_story_reads_as_recorded()
    {
        var tokens = new Tokens(s_settings, _clock);
        var story = "";
        foreach (var caller in new[] { new Caller(7, IsAdmin: false), new Caller(1, IsAdmin: true) })
        {
            var token = tokens.Issue(caller);
            story += $"issued: {Members(Forge.Part(token, 0), "alg")} {Members(Forge.Part(token, 1), "sub", "iss", "aud", "iat", "nbf", "exp", "jti", "role")}\n";
            foreach (var minutes in new[] { 0, 15, 1 })
            {
                _clock.Advance(TimeSpan.FromMinutes(minutes));
                story += $"{minutes} min later: {Told(await Validate(tokens, token))}\n";
            }
        }

        tokens = new(s_settings, new FakeTimeProvider(s_start));
        foreach (var (name, token) in Forgeries().Prepend(("made by hand, with the key", Forge.Token("""{"alg":"HS256"}""", Claims(), s_key))))
            story += $"{name}: {Told(await Validate(tokens, token))}\n";
        await Snapshots.Match("Tokens", story);
    }

    [Fact]
    public async Task What_is_issued_is_valid_and_names_the_caller()
    {
        var tokens = new Tokens(s_settings, _clock);
        foreach (var caller in new[] { new Caller(7, false), new Caller(long.MaxValue, true), new Caller(0, false) })
            Expect.Equal(caller, await Validate(tokens, tokens.Issue(caller)), "The caller", Section);
    }

    [Fact]
    public void A_token_is_signed_by_hs256_with_the_key()
    {
        var token = new Tokens(s_settings, _clock).Issue(new Caller(7, false));
        Expect.Equal("HS256", Forge.Part(token, 0).GetProperty("alg").GetString(), "alg", Pinned);
        var end = token.LastIndexOf('.');
        Expect.Equal(Forge.Signature(token[..end], s_key), token[(end + 1)..], "The signature", Section);
    }

    [Fact]
    public void A_token_has_the_claims_of_the_contract()
    {
        _clock.Advance(TimeSpan.FromMilliseconds(700));
        var claims = Forge.Part(new Tokens(s_settings, _clock).Issue(new Caller(7, IsAdmin: true)), 1);
        Expect.Equal("\"7\"", Raw(claims, "sub"), "sub", Section);
        Expect.Equal("\"camp\"", Raw(claims, "iss"), "iss", Whom);
        Expect.Equal("\"shop\"", Raw(claims, "aud"), "aud", Whom);
        Expect.Equal($"{s_now}", Raw(claims, "iat"), "iat", Times);
        Expect.Equal($"{s_now}", Raw(claims, "nbf"), "nbf", Times);
        Expect.Equal($"{s_now + 900}", Raw(claims, "exp"), "exp", Times);
        Expect.Equal("\"admin\"", Raw(claims, "role"), "role", Section);
    }

    [Fact]
    public void Who_is_no_administrator_has_no_role()
    {
        var claims = Forge.Part(new Tokens(s_settings, _clock).Issue(new Caller(7, IsAdmin: false)), 1);
        Expect.True(!claims.TryGetProperty("role", out var role), $"role is '{role}' in the token of a user.", Section);
    }

    [Fact]
    public void No_two_tokens_have_the_same_jti()
    {
        var (one, other) = (new Tokens(s_settings, _clock), new Tokens(s_settings, _clock));
        var ids = Enumerable.Range(0, 50).SelectMany(_ => new[] { one, other })
            .Select(tokens => Forge.Part(tokens.Issue(new Caller(7, false)), 1).GetProperty("jti").GetString()).ToHashSet();
        Expect.Equal(100, ids.Count, "Different jti of 100 tokens", Section);
    }

    public static TheoryData<string> ForgeryNames => [.. Forgeries().Select(forgery => forgery.Name)];

    [Theory, MemberData(nameof(ForgeryNames))]
    public async Task A_forged_token_is_refused(string name)
    {
        var tokens = new Tokens(s_settings, _clock);
        var token = Forgeries().Single(forgery => forgery.Name == name).Token;
        Expect.Equal(null, await Validate(tokens, token), $"The caller by a token that is forged ({name})", Pinned);
    }

    [Theory]
    [InlineData("HS384")]
    [InlineData("HS512")]
    public async Task Another_algorithm_is_refused_even_with_the_right_key(string algorithm)
    {
        var key = Encoding.ASCII.GetBytes(new string('k', 64));
        var tokens = new Tokens(s_settings with { Key = key }, _clock);
        var token = Forge.Token($$"""{"alg":"{{algorithm}}","typ":"JWT"}""", Claims(), key, algorithm);
        Expect.Equal(null, await Validate(tokens, token), $"The caller by a token signed by {algorithm}", Pinned);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a.b.c")]
    [InlineData("e30.e30.e30")]
    [InlineData("a.b.c.d.e")]
    [InlineData("Bearer x")]
    [InlineData("{}.{}.{}")]
    public async Task Nonsense_is_refused_without_an_exception(string text) =>
        Expect.Equal(null, await Validate(new Tokens(s_settings, _clock), text), $"The caller by '{text}'", Section);

    [Fact]
    public async Task A_giant_is_refused_without_an_exception() =>
        Expect.Equal(null, await Validate(new Tokens(s_settings, _clock), new string('a', 1_000_000)), "The caller by a million letters", Section);

    [Fact]
    public async Task A_token_by_hand_with_the_key_is_valid() =>
        // What all the forgeries differ from in one thing.
        Expect.Equal(new Caller(7, false), await ValidateClaims(Claims()), "The caller by a token made of the contract's claims", Section);

    [Theory]
    [InlineData("""["shop"]""", true)]
    [InlineData("""["bank","shop"]""", true)]
    [InlineData("""["bank","Shop"]""", false)]
    [InlineData("\"bank\"", false)]
    [InlineData("\"shop \"", false)]
    [InlineData("[]", false)]
    [InlineData("null", false)]
    [InlineData(null, false)]
    public async Task The_audience_is_ours_or_has_ours(string? audience, bool valid) =>
        Expect.Equal(valid, await ValidateClaims(Claims(aud: audience)) is not null, $"Whether a token for {audience ?? "nobody"} is valid", Whom);

    [Theory]
    [InlineData("\"other\"")]
    [InlineData("\"Camp\"")]
    [InlineData("\"\"")]
    [InlineData("null")]
    [InlineData(null)]
    public async Task Another_issuer_is_refused(string? issuer) =>
        Expect.Equal(null, await ValidateClaims(Claims(iss: issuer)), $"The caller by a token from {issuer ?? "nobody"}", Whom);

    [Theory]
    [InlineData("\"admin\"", true)]
    [InlineData("\"user\"", false)]
    [InlineData("\"administrator\"", false)]
    [InlineData("true", false)]
    public async Task Only_the_role_admin_is_an_administrators(string role, bool isAdmin) =>
        Expect.Equal(new Caller(7, isAdmin), await ValidateClaims(Claims(role: role)), $"The caller with the role {role}", Section);

    [Theory]
    [InlineData("\"seven\"")]
    [InlineData("\"7.5\"")]
    [InlineData("\"99999999999999999999\"")]
    [InlineData("\"\"")]
    [InlineData(null)]
    public async Task A_subject_that_is_no_id_is_refused(string? subject) =>
        Expect.Equal(null, await ValidateClaims(Claims(sub: subject)), $"The caller by a token whose sub is {subject ?? "missing"}", Section);

    [Fact]
    public async Task A_token_is_valid_until_its_expiry_and_the_skew()
    {
        var tokens = new Tokens(s_settings, _clock);
        var token = tokens.Issue(new Caller(7, false));
        _clock.Advance(s_settings.Lifetime + s_settings.ClockSkew - TimeSpan.FromTicks(1));
        Expect.Equal(new Caller(7, false), await Validate(tokens, token), "The caller one tick before expiry and skew", Times);
        _clock.Advance(TimeSpan.FromTicks(1));
        Expect.Equal(null, await Validate(tokens, token), "The caller at expiry and skew", Times);
    }

    [Fact]
    public async Task Without_skew_a_token_ends_with_its_expiry()
    {
        var tokens = new Tokens(s_settings with { ClockSkew = TimeSpan.Zero }, _clock);
        var token = tokens.Issue(new Caller(7, false));
        Expect.Equal(new Caller(7, false), await Validate(tokens, token), "The caller at once", Times);
        _clock.Advance(s_settings.Lifetime);
        Expect.Equal(null, await Validate(tokens, token), "The caller at the moment of expiry", Times);
    }

    [Theory]
    [InlineData(30, true)]
    [InlineData(31, false)]
    public async Task A_token_from_a_clock_that_is_ahead_is_valid_within_the_skew(int seconds, bool valid) =>
        Expect.Equal(valid, await ValidateClaims(Claims(nbf: $"{s_now + seconds}")) is not null, $"Whether a token is valid {seconds} s before its nbf, with a skew of 30 s", Times);

    [Fact]
    public async Task A_token_need_not_have_an_nbf() =>
        Expect.Equal(new Caller(7, false), await ValidateClaims(Claims(nbf: null)), "The caller by a token without nbf", Times);

    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    [InlineData("0")]
    public async Task A_token_that_never_expires_is_refused(string? expiry) =>
        Expect.Equal(null, await ValidateClaims(Claims(exp: expiry)), $"The caller by a token whose exp is {expiry ?? "missing"}", Times);

    [Fact]
    public async Task Each_clock_tells_its_own_time()
    {
        var past = new FakeTimeProvider(new DateTimeOffset(2001, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var tokens = new Tokens(s_settings, past);
        var token = tokens.Issue(new Caller(7, false));
        Expect.Equal(new Caller(7, false), await Validate(tokens, token), "The caller in 2001", Times);
        Expect.Equal(null, await Validate(new Tokens(s_settings, _clock), token), "The caller in 2040 by a token of 2001", Times);
    }

    [Fact]
    public void A_short_key_is_refused()
    {
        Assert.ThrowsAny<ArgumentException>(() => new Tokens(s_settings with { Key = new byte[31] }, _clock));
        Assert.ThrowsAny<ArgumentException>(() => new Tokens(s_settings with { Key = [] }, _clock));
        Assert.NotNull(new Tokens(s_settings with { Key = new byte[32] }, _clock).Issue(new Caller(7, false)));
    }

    // Each differs from a valid token in one thing.
    private static IEnumerable<(string Name, string Token)> Forgeries()
    {
        const string Header = """{"alg":"HS256","typ":"JWT"}""";
        var good = Forge.Token(Header, Claims(), s_key);
        var parts = good.Split('.');
        yield return ("another key", Forge.Token(Header, Claims(), Encoding.ASCII.GetBytes("another key of 32 bytes for tests")));
        yield return ("an empty key", Forge.Token(Header, Claims(), []));
        yield return ("other claims", $"{parts[0]}.{Forge.Encoded(Claims(sub: "\"1\""))}.{parts[2]}");
        yield return ("no signature", $"{parts[0]}.{parts[1]}.");
        yield return ("two parts", $"{parts[0]}.{parts[1]}");
        yield return ("half a signature", good[..^20]);
        foreach (var none in new[] { "none", "None", "NONE", "nOnE" })
        {
            yield return ($"alg {none}", Forge.Token($$"""{"alg":"{{none}}","typ":"JWT"}""", Claims(), s_key, none));
            yield return ($"alg {none} with a signature", $"{Forge.Encoded($$"""{"alg":"{{none}}"}""")}.{parts[1]}.{parts[2]}");
        }

        yield return ("no alg", Forge.Token("""{"typ":"JWT"}""", Claims(), s_key));
        yield return ("an empty alg", Forge.Token("""{"alg":""}""", Claims(), s_key));
        yield return ("alg RS256", Forge.Token("""{"alg":"RS256"}""", Claims(), s_key));
        yield return ("a key in the header", Forge.Token($$$"""{"alg":"HS256","jwk":{"kty":"oct","k":"{{{Forge.Encoded("mine")}}}"}}""", Claims(), Encoding.ASCII.GetBytes("mine")));
    }

    private static string Claims(
        string? sub = "\"7\"", string? iss = "\"camp\"", string? aud = "\"shop\"", string? exp = "+900", string? nbf = "+0", string? role = null)
    {
        (string Name, string? Value)[] claims = [("sub", sub), ("iss", iss), ("aud", aud), ("exp", Time(exp)), ("nbf", Time(nbf)), ("role", role)];
        return $"{{{string.Join(',', claims.Where(claim => claim.Value is not null).Select(claim => $"\"{claim.Name}\":{claim.Value}"))}}}";
    }

    private static string? Time(string? text) => text?[0] == '+' ? $"{s_now + int.Parse(text)}" : text;

    private Task<Caller?> ValidateClaims(string claims) =>
        Validate(new Tokens(s_settings, _clock), Forge.Token("""{"alg":"HS256","typ":"JWT"}""", claims, s_key));

    private static Task<Caller?> Validate(Tokens tokens, string token) => Patience.Ends(tokens.ValidateAsync(token));

    private static string Raw(JsonElement claims, string name) => claims.TryGetProperty(name, out var value) ? value.GetRawText() : "missing";

    private static string Told(Caller? caller) => caller is null ? "refused" : $"user {caller.UserId}{(caller.IsAdmin ? ", an administrator" : "")}";

    private static string Members(JsonElement part, params string[] only) => string.Join(", ", part.EnumerateObject()
        .Where(member => only.Contains(member.Name)).OrderBy(member => member.Name, StringComparer.Ordinal)
        .Select(member => member.Name == "jti" ? "jti: JTI" : $"{member.Name}: {member.Value}"));
}
