#:project ..
// What a bcrypt cost costs on this machine, a token and attacks on it, and a theft that ends a family of refresh tokens.
// Run it with: dotnet demo/demo.cs
using System.Buffers.Text;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Camp.Users;
using Microsoft.Extensions.Time.Testing;

try
{
    Costs();
    await Tokens();
    Theft();
    return 0;
}
catch (NotImplementedException todo)
{
    Console.WriteLine($"Finish passwords, tokens and refresh first ({todo.Message}): camp hint users/passwords");
    return 1;
}

void Costs()
{
    Console.WriteLine("one check of a password, on this machine");
    string? stored = null;
    for (var cost = 4; cost <= 12; cost += 2)
    {
        var passwords = new Passwords(new Bcrypt(), cost);
        var hash = passwords.Hash("three eggs");
        stored ??= hash;
        var started = Stopwatch.GetTimestamp();
        passwords.Check("three eggs", hash);
        var ms = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        Console.WriteLine(FormattableString.Invariant($"  cost {cost,2}: {ms,7:0.0} ms, {1_000 / ms,6:0} a second on one core"));
    }

    var check = new Passwords(new Bcrypt(), 6).Check("three eggs", stored!);
    Console.WriteLine($"  a match against {stored![..7]}… where 6 is wanted brings {check.NewHash![..7]}…\n");
}

async Task Tokens()
{
    var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
    var settings = new TokenSettings(RandomNumberGenerator.GetBytes(64), "camp", "shop", TimeSpan.FromMinutes(15), TimeSpan.FromSeconds(30));
    var (tokens, other) = (new Tokens(settings, clock), new Tokens(settings with { Audience = "bank" }, clock));
    var token = tokens.Issue(new Caller(7, IsAdmin: false));
    var parts = token.Split('.');
    Console.WriteLine($"a token, as anybody can read it\n  {Decoded(parts[0])}\n  {Decoded(parts[1])}\n");
    await Try("as issued", token);
    await Try("user 8 instead of user 7", $"{parts[0]}.{Encoded(Decoded(parts[1]).Replace("\"7\"", "\"8\""))}.{parts[2]}");
    await Try("\"alg\":\"none\", no signature", $"{Encoded("""{"alg":"none"}""")}.{parts[1]}.");
    var signed = $"{Encoded("""{"alg":"HS512"}""")}.{parts[1]}";
    await Try("HS512 with the right key", $"{signed}.{Base64Url.EncodeToString(HMACSHA512.HashData(settings.Key, Encoding.ASCII.GetBytes(signed)))}");
    await Try("issued for another audience", other.Issue(new Caller(7, IsAdmin: false)));
    clock.Advance(settings.Lifetime + settings.ClockSkew - TimeSpan.FromTicks(1));
    await Try("a tick before expiry and skew", token);
    clock.Advance(TimeSpan.FromTicks(1));
    await Try("a tick later", token);
    Console.WriteLine();

    async Task Try(string what, string text) =>
        Console.WriteLine($"  {what,-32} {(await tokens.ValidateAsync(text) is { } caller ? $"user {caller.UserId}" : "refused")}");
}

void Theft()
{
    Console.WriteLine("a refresh token is stolen");
    var refresh = new Refresh(TimeSpan.FromDays(30), TimeProvider.System);
    var first = refresh.Start(7);
    var thief = refresh.Renew(first);
    Console.WriteLine($"  the thief presents it first:   {Told(thief)}");
    Console.WriteLine($"  the owner presents it too:     {Told(refresh.Renew(first))}");
    Console.WriteLine($"  the thief goes on with the new: {Told(refresh.Renew(thief!.Token))}");
    Console.WriteLine($"  the owner signs in again:      {Told(refresh.Renew(refresh.Start(7)))}");
}

static string Told(Renewed? renewed) => renewed is null ? "refused" : $"user {renewed.UserId}, next token {renewed.Token[..6]}…";
static string Encoded(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
static string Decoded(string part) => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(part));
