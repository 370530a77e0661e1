using System.Text;
using System.Text.Json;
using Camp.Testing;
using Xunit;

namespace Camp.Users.Tests;

public sealed class LoginTests
{
    private const string Section = "One answer, one cost";
    private const string Limit = "72 bytes";

    private readonly CountedBcrypt _bcrypt = new();
    private readonly StoredAccounts _accounts = new();
    private int _issued;

    public LoginTests()
    {
        _accounts.Add("ann@camp.test", new(7, BCrypt.Net.BCrypt.HashPassword("three eggs", 4), IsDisabled: false));
        _accounts.Add("dan@camp.test", new(8, BCrypt.Net.BCrypt.HashPassword("three eggs", 4), IsDisabled: true));
        _accounts.Add("len@camp.test", new(9, BCrypt.Net.BCrypt.HashPassword(new string('a', 72), 4), IsDisabled: false));
        _accounts.Add("nil@camp.test", new(10, BCrypt.Net.BCrypt.HashPassword("", 4), IsDisabled: false));
        _accounts.Add("", new(11, BCrypt.Net.BCrypt.HashPassword("three eggs", 4), IsDisabled: false));
    }

    [Fact]
    public async Task The_exchange_reads_as_recorded()
    {
        await using var site = await Start();
        var transcript = "";
        foreach (var (email, password) in new[] { ("ann@camp.test", "three eggs"), ("ann@camp.test", "two eggs"), ("bob@camp.test", "three eggs"), ("dan@camp.test", "three eggs") })
        {
            var reply = await SignIn(site, email, password);
            transcript += $"> POST /login {email} '{password}'\n< {reply.Status} {reply.Reason}\n< {MediaType(reply)}\n{Members(reply)}\nbcrypt: {string.Join(", ", _bcrypt.Calls())}\n\n";
        }
        await Snapshots.Match("Login", transcript.TrimEnd() + "\n");
    }

    [Fact]
    public async Task The_right_password_gets_the_accounts_token()
    {
        await using var site = await Start();
        var reply = await SignIn(site, "ann@camp.test", "three eggs");
        Expect.Equal(200, reply.Status, "The status", Section);
        Expect.Equal("token of 7", Member(reply, "token"), "The token", Section);
        Expect.Sequence(["no-store"], reply.Values("Cache-Control"), "Cache-Control", Section);
        Expect.Sequence(["verify 4"], _bcrypt.Calls(), "bcrypt's work for the right password", Section);
    }

    [Fact]
    public async Task A_wrong_password_is_refused()
    {
        await using var site = await Start();
        IsRefused(await SignIn(site, "ann@camp.test", "two eggs"));
        IsRefused(await SignIn(site, "ann@camp.test", "Three eggs"));
        IsRefused(await SignIn(site, "ann@camp.test", " three eggs"));
        IsRefused(await SignIn(site, "ann@camp.test", ""));
        Expect.Equal(0, _issued, "Tokens made for those who were refused", Section);
    }

    [Fact]
    public async Task All_refusals_are_one_answer()
    {
        await using var site = await Start();
        var wrong = Story(await SignIn(site, "ann@camp.test", "two eggs"));
        Expect.Equal(wrong, Story(await SignIn(site, "bob@camp.test", "two eggs")), "The answer to an unknown email, beside that to a wrong password", Section);
        Expect.Equal(wrong, Story(await SignIn(site, "dan@camp.test", "two eggs")), "The answer to a disabled account with a wrong password", Section);
        Expect.Equal(wrong, Story(await SignIn(site, "dan@camp.test", "three eggs")), "The answer to a disabled account with its password", Section);
        Expect.Equal(wrong, Story(await SignIn(site, "ann@camp.test", new string('a', 73))), "The answer to 73 bytes", Section);
        Expect.Equal(wrong, Story(await Post(site, """{"email":"ann@camp.test"}""")), "The answer without a password", Section);
        Expect.Equal(wrong, Story(await Post(site, """{"password":"two eggs"}""")), "The answer without an email", Section);
    }

    [Fact]
    public async Task All_refusals_cost_the_same()
    {
        await using var site = await Start();
        foreach (var (email, password) in new[]
        {
            ("ann@camp.test", "two eggs"), ("bob@camp.test", "three eggs"), ("bob@camp.test", ""), ("dan@camp.test", "three eggs"), ("dan@camp.test", "two eggs"),
            ("ann@camp.test", new string('a', 73)), ("bob@camp.test", new string('a', 73)), ("ann@camp.test", ""), ("", "two eggs"),
        })
        {
            IsRefused(await SignIn(site, email, password));
            Expect.Sequence(["verify 4"], _bcrypt.Calls(), $"bcrypt's work for '{email}' with '{password}'", Section);
        }

        foreach (var body in new[] { "{}", """{"email":"ann@camp.test","password":null}""", """{"email":null,"password":"three eggs"}""" })
        {
            IsRefused(await Post(site, body));
            Expect.Sequence(["verify 4"], _bcrypt.Calls(), $"bcrypt's work for {body}", Section);
        }
    }

    [Fact]
    public async Task The_decoy_costs_what_accounts_cost()
    {
        await using var site = await Start(cost: 6);
        IsRefused(await SignIn(site, "bob@camp.test", "three eggs"));
        Expect.Sequence(["verify 6"], _bcrypt.Calls(), "bcrypt's work for an unknown email, where hashes cost 6", Section);
    }

    [Theory]
    [InlineData("")]
    [InlineData("decoy")]
    [InlineData("password")]
    [InlineData("bob@camp.test")]
    public async Task The_decoy_lets_nobody_in(string password)
    {
        await using var site = await Start(new Yes());
        IsRefused(await SignIn(site, "bob@camp.test", password));
        Expect.Equal(0, _issued, "Tokens made for an email that nobody has", Section);
    }

    [Fact]
    public async Task A_disabled_account_stays_out_with_its_own_password()
    {
        await using var site = await Start();
        IsRefused(await SignIn(site, "dan@camp.test", "three eggs"));
        Expect.Equal(0, _issued, "Tokens made for a disabled account", Section);
    }

    [Fact]
    public async Task A_password_that_bcrypt_would_cut_off_is_refused()
    {
        await using var site = await Start();
        Expect.Equal(200, (await SignIn(site, "len@camp.test", new string('a', 72))).Status, "The status of 72 bytes", Limit);
        IsRefused(await SignIn(site, "len@camp.test", new string('a', 73)));
        IsRefused(await SignIn(site, "len@camp.test", new string('a', 72) + "ü"));
    }

    [Fact]
    public async Task A_password_of_72_bytes_is_counted_in_bytes()
    {
        _accounts.Add("zoe@camp.test", new(12, BCrypt.Net.BCrypt.HashPassword(new string('ü', 36), 4), IsDisabled: false));
        await using var site = await Start();
        Expect.Equal(200, (await SignIn(site, "zoe@camp.test", new string('ü', 36))).Status, "The status of 36 letters of two bytes", Limit);
        IsRefused(await SignIn(site, "zoe@camp.test", new string('ü', 37)));
    }

    [Fact]
    public async Task What_is_missing_is_no_empty_password()
    {
        await using var site = await Start();
        Expect.Equal(200, (await SignIn(site, "nil@camp.test", "")).Status, "The status of an empty password that is right", Section);
        IsRefused(await Post(site, """{"email":"nil@camp.test"}"""));
        IsRefused(await Post(site, """{"email":"nil@camp.test","password":null}"""));
        IsRefused(await Post(site, """{"password":"three eggs"}"""));
    }

    [Fact]
    public async Task The_store_is_asked_once_for_the_email_as_it_came()
    {
        await using var site = await Start();
        await SignIn(site, " Ann@Camp.test", "three eggs");
        await Post(site, """{"password":"three eggs"}""");
        Expect.Sequence([" Ann@Camp.test", ""], _accounts.Asked, "What the store was asked for", Section);
    }

    [Fact]
    public async Task A_client_that_leaves_takes_its_query_with_it()
    {
        using var client = new CancellationTokenSource();
        var stopped = false;
        _accounts.During = token =>
        {
            client.Cancel();
            stopped = token.IsCancellationRequested;
        };
        await using var site = await Start(leaving: client.Token);
        await SignIn(site, "ann@camp.test", "three eggs");
        Expect.True(stopped, "The client has left, and the store's query was not told.", Section);
    }

    [Fact]
    public async Task Two_sites_have_their_own_costs()
    {
        await using var dear = await Start(cost: 5);
        await using var cheap = await Start(cost: 4);
        IsRefused(await SignIn(dear, "bob@camp.test", "x"));
        IsRefused(await SignIn(cheap, "bob@camp.test", "x"));
        Expect.Sequence(["verify 5", "verify 4"], _bcrypt.Calls(), "bcrypt's work for an unknown email at two sites", Section);
    }

    private async Task<Site> Start(IBcrypt? bcrypt = null, int cost = 4, CancellationToken? leaving = null)
    {
        var site = await Site.Start(app =>
        {
            app.Use(next => context =>
            {
                context.RequestAborted = leaving ?? context.RequestAborted;
                return next(context);
            });
            app.MapLogin(_accounts, bcrypt ?? _bcrypt, cost, account =>
            {
                Interlocked.Increment(ref _issued);
                return $"token of {account.Id}";
            });
        });
        // A decoy may be made by hashing once, before the first request.
        _bcrypt.Calls();
        return site;
    }

    private static Task<Reply> SignIn(Site site, string email, string password) =>
        Post(site, JsonSerializer.Serialize(new { email, password }));

    private static Task<Reply> Post(Site site, string body) =>
        site.Send(HttpMethod.Post, "/login", new StringContent(body, Encoding.UTF8, "application/json"));

    private static void IsRefused(Reply reply)
    {
        Expect.Equal(null, reply.Thrown, "The exception", Section);
        Expect.Equal(401, reply.Status, "The status", Section);
        Expect.Equal("application/problem+json", MediaType(reply), "The content type", Section);
    }

    private static string MediaType(Reply reply) => reply.Values("Content-Type").FirstOrDefault("").Split(';')[0];

    private static string? Member(Reply reply, string name) => JsonDocument.Parse(reply.Body).RootElement.GetProperty(name).GetString();

    // Everything but what differs from request to request anyhow.
    private static string Story(Reply reply)
    {
        var members = JsonDocument.Parse(reply.Body).RootElement.EnumerateObject().Where(member => member.Name != "traceId").Select(member => $"{member}");
        return (reply with { Body = string.Join(", ", members) }).Transcript();
    }

    private static string Members(Reply reply)
    {
        var members = JsonDocument.Parse(reply.Body).RootElement.EnumerateObject()
            .Where(member => member.Name is "token" or "status").Select(member => $"{member.Name}: {member.Value}");
        return string.Join(", ", members);
    }

    // Every password matches every hash, so only the account counts.
    private sealed class Yes : IBcrypt
    {
        public string Hash(string password, int cost) => new Bcrypt().Hash(password, cost);

        public bool Verify(string password, string hash) => true;
    }
}
