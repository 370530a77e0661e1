using System.Security.Claims;
using System.Text.Json.Nodes;
using Camp.Service.Auth;
using Camp.Service.Data;
using Camp.Service.Events;
using Camp.Service.Observability;
using Camp.Service.Users;
using Camp.Testing;
using Xunit;

namespace Camp.Capstone.Tests;

public sealed class AccountsTests
{
    private const string Section = "Accounts";
    private const string As = "X-As";

    [Fact]
    public async Task Who_registers_is_stored_with_a_hash_and_an_event()
    {
        await using var shop = await Start();
        var reply = await Register(shop, "ann@example.com");

        Expect.Equal(201, reply.Status, "The status", Section);
        Expect.Equal(reply.Body, (await shop.Get("/api/users/1")).Body, "The user, read back", Section);
        Expect.True(await Matches(shop, "ann@example.com", Shop.Password), "The stored hash should be that of the password.", Section);
        var told = JsonNode.Parse((await shop.Query<string>("select body from outbox where not sent")).Single())!;
        Expect.Equal("1 Ann ann@example.com", $"{told["userId"]} {told["name"]} {told["email"]}", "The event in the outbox", Section);
    }

    [Fact]
    public async Task The_outbox_is_woken()
    {
        await using var shop = await Start();
        await Register(shop, "ann@example.com");
        await shop.Until(shop.Services.GetRequiredService<Outbox>().NewsAsync(Shop.Cancelled).AsTask(), "the news for the outbox");
    }

    [Fact]
    public async Task An_email_that_is_taken_leaves_nothing()
    {
        await using var shop = await Start();
        await Register(shop, "ann@example.com");
        Expect.Equal(409, (await Register(shop, "ANN@example.com")).Status, "The status", Section);
        Expect.Equal("1 user, 1 hash, 1 event", await Stored(shop), "What is stored", Section);
    }

    [Theory]
    [InlineData("outbox")]
    [InlineData("passwords")]
    public async Task What_cannot_be_written_as_a_whole_is_not_written_at_all(string missing)
    {
        await using var shop = await Start();
        await shop.Execute($"alter table {missing} rename to elsewhere");
        Expect.Equal(500, (await Register(shop, "ann@example.com")).Status, "The status", Section);

        await shop.Execute($"alter table elsewhere rename to {missing}");
        Expect.Equal("0 user, 0 hash, 0 event", await Stored(shop), "What is stored", Section);
        Expect.Equal(201, (await Register(shop, "ann@example.com")).Status, "The status of the next try", Section);
    }

    [Fact]
    public async Task A_commit_that_fails_keeps_nothing_and_wakes_nobody()
    {
        await using var shop = await Start();
        // An event now brings a row that refers to none, and the database looks at that when the transaction is committed.
        await shop.Execute("create table nobody (id integer primary key)");
        await shop.Execute("create table refers (id integer references nobody (id) deferrable initially deferred)");
        await shop.Execute("create trigger refer after insert on outbox begin insert into refers values (1); end");

        Expect.Equal(500, (await Register(shop, "ann@example.com")).Status, "The status", Section);
        Expect.Equal("0 user, 0 hash, 0 event", await Stored(shop), "What is stored", Section);
        using var enough = new CancellationTokenSource();
        var news = shop.Services.GetRequiredService<Outbox>().NewsAsync(enough.Token).AsTask();
        Expect.True(!news.IsCompleted, "The outbox was woken, and there is nothing to send.", Section);
        await enough.CancelAsync();
    }

    [Fact]
    public async Task Sixteen_registrations_of_one_email_at_once_make_one_user()
    {
        await using var shop = await Start();
        var replies = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Register(shop, "ann@example.com")));

        Expect.Equal("1 of 16", $"{replies.Count(reply => reply.Status == 201)} of {replies.Count(reply => reply.Status is 201 or 409)}", "Who got 201", Section);
        Expect.Equal("1 user, 1 hash, 1 event", await Stored(shop), "What is stored", Section);
    }

    [Fact]
    public async Task No_transaction_waits_for_a_hash()
    {
        await using var shop = await Start();
        // The one writer is taken, and a missing password cannot be hashed: who hashes first never comes to the writer.
        await using var writer = await shop.Services.GetRequiredService<Database>().BeginAsync(Shop.Cancelled);
        var adding = shop.Services.GetRequiredService<Accounts>().AddAsync(new NewUser("Ann", "ann@example.com", null), Shop.Cancelled);
        await Patience.Ends(Task.WhenAny(adding), "the hash, which should need no transaction");
        if (adding.Exception?.InnerException is NotImplementedException todo)
            throw todo;
    }

    [Fact]
    public async Task A_replace_changes_user_and_password_and_without_a_password_the_old_one_stays()
    {
        await using var shop = await Start();
        await shop.AddUser("ann@example.com");

        Expect.Equal(200, (await Replace(shop, "anna@example.com", null)).Status, "The status without a password", Section);
        Expect.True(await Matches(shop, "anna@example.com", Shop.Password), "Without a new password the old one should stay.", Section);
        Expect.Equal(200, (await Replace(shop, "anna@example.com", "another horse")).Status, "The status with a password", Section);
        Expect.True(await Matches(shop, "anna@example.com", "another horse"), "The new password should be stored.", Section);
    }

    [Fact]
    public async Task A_replace_that_is_refused_changes_nothing()
    {
        await using var shop = await Start();
        await shop.AddUser("ann@example.com");
        await shop.AddUser("bob@example.com");

        Expect.Equal(409, (await Replace(shop, "bob@example.com", "another horse")).Status, "The status", Section);
        Expect.True(await Matches(shop, "ann@example.com", Shop.Password), "The old password should still be there.", Section);
        var change = await shop.Services.GetRequiredService<Accounts>().ReplaceAsync(new User(77, "Eve", "eve@example.com"), "another horse", Shop.Cancelled);
        Expect.Equal(Change.NoSuchUser, change, "The change of nobody", Section);
        Expect.Equal("2 user, 2 hash, 0 event", await Stored(shop), "What is stored", Section);
    }

    [Fact]
    public async Task Who_is_removed_leaves_no_hash()
    {
        await using var shop = await Start();
        await shop.AddUser("ann@example.com");

        Expect.Equal(204, (await shop.Send(HttpMethod.Delete, "/api/users/1", null, (As, "1"))).Status, "The status", Section);
        Expect.Equal("0 user, 0 hash, 0 event", await Stored(shop), "What is stored", Section);
        Expect.True(!await shop.Services.GetRequiredService<Accounts>().RemoveAsync(1, Shop.Cancelled), "Nobody can be removed twice.", Section);
    }

    private static Task<Shop> Start() => Shop.Start(
        builder =>
        {
            builder.Services.AddSingleton<Outbox>();
            builder.Services.AddSingleton<Passwords>();
            builder.Services.AddSingleton<PasswordStore>();
            builder.Services.AddSingleton<ServiceMetrics>();
            builder.Services.AddAuthorization();
            builder.AddUsers();
        },
        app =>
        {
            // Stands for a token: the header says who calls.
            app.Use((context, next) =>
            {
                context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", context.Request.Headers[As].ToString())], "test"));
                return next(context);
            });
            app.UseAuthorization();
            app.MapUsers();
        });

    private static Task<Reply> Register(Shop shop, string email) => shop.Send(HttpMethod.Post, "/api/users", new { name = "Ann", email, password = Shop.Password });

    private static Task<Reply> Replace(Shop shop, string email, string? password) =>
        shop.Send(HttpMethod.Put, "/api/users/1", new { name = "Anna", email, password }, (As, "1"));

    private static async Task<bool> Matches(Shop shop, string email, string password)
    {
        var stored = await shop.Services.GetRequiredService<PasswordStore>().FindAsync(email, Shop.Cancelled);
        return await shop.Services.GetRequiredService<Passwords>().MatchesAsync(password, stored?.Hash, Shop.Cancelled);
    }

    private static async Task<string> Stored(Shop shop) => (await shop.Query<string>(
        "select (select count(*) from users) || ' user, ' || (select count(*) from passwords) || ' hash, ' || (select count(*) from outbox) || ' event'")).Single();
}
