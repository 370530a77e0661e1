using Camp.Testing;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Camp.Events.Tests;

public sealed partial class OutboxTests
{
    private const string Section = "State and event together";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_outbox_tells_its_story()
    {
        using var database = await TestDatabase.Create();
        var outbox = new Outbox(database.Connection);
        var story = "";
        await Create("anna");
        await Create("bert");
        await Create("anna");
        await Relay("while the broker is away", _ => throw new IOException());
        await Create("carl");
        await Relay("and bert cannot be sent", created => created.Name == "bert" ? throw new IOException() : Task.CompletedTask);
        await Relay("again", _ => Task.CompletedTask);
        await Relay("with nothing left", _ => Task.CompletedTask);
        await Snapshots.Match("Outbox", story);

        async Task Create(string name) =>
            story += $"create {name}: {(await Record.ExceptionAsync(() => Made(outbox, name)) is null ? "done" : "refused")}; {Count(database)}\n";

        async Task Relay(string when, Func<UserCreated, Task> publish)
        {
            var sent = new List<string>();
            var ending = await Call.Ending(() => outbox.RelayAsync(async (created, _) =>
            {
                await publish(created);
                sent.Add($"{created.UserId} {created.Name}");
            }, Token));
            story += $"relay {when}: {ending}, sent [{string.Join(", ", sent)}]; {Count(database)}\n";
        }
    }

    [Fact]
    public async Task A_user_and_its_event_are_stored()
    {
        using var database = await TestDatabase.Create();
        var outbox = new Outbox(database.Connection);
        var (anna, bert) = (await Made(outbox, "anna"), await Made(outbox, "bert"));
        Expect.Equal("anna", anna.Name, "The event's name", Section);
        Expect.True(anna.EventId.Length > 0 && anna.EventId != bert.EventId, "Each event needs an id of its own.", Section);
        Expect.Sequence([$"{anna.UserId} anna", $"{bert.UserId} bert"], database.Column("SELECT id || ' ' || name FROM users ORDER BY id"), "Users", Section);
        Expect.Sequence([anna, bert], await Relayed(outbox), "Events", Section);
    }

    [Fact]
    public async Task Ids_of_events_are_not_given_out_again_after_a_restart()
    {
        using var database = await TestDatabase.Create();
        var ids = new HashSet<string>();
        for (var start = 0; start < 3; start++)
            for (var user = 0; user < 2; user++)
                ids.Add((await Made(new Outbox(database.Connection), $"user {start} {user}")).EventId);
        using var other = await TestDatabase.Create();
        ids.Add((await Made(new Outbox(other.Connection), "anna")).EventId);
        Expect.Equal(7, ids.Count, "Different ids of seven events", Section);
    }

    [Theory]
    [InlineData("outbox")]
    [InlineData("users")]
    public async Task When_one_of_the_two_cannot_be_stored_neither_is(string table)
    {
        using var database = await TestDatabase.Create();
        var outbox = new Outbox(database.Connection);
        await Made(outbox, "anna");
        database.Run($"CREATE TRIGGER full AFTER INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'disk full'); END");
        await Call.Fails<SqliteException>(() => outbox.CreateUserAsync("bert", Token), $"A user, when {table} takes no more", Section);
        Expect.Equal("users 1, waiting 1", Count(database), "What is stored", Section);
        database.Run("DROP TRIGGER full");
        await Made(outbox, "bert");
        Expect.Equal("users 2, waiting 2", Count(database), "What is stored afterwards", Section);
    }

    [Fact]
    public async Task A_name_that_is_taken_makes_no_event()
    {
        using var database = await TestDatabase.Create();
        var outbox = new Outbox(database.Connection);
        await Made(outbox, "anna");
        await Call.Fails<SqliteException>(() => outbox.CreateUserAsync("anna", Token), "A name that is taken", Section);
        Expect.Equal("users 1, waiting 1", Count(database), "What is stored", Section);
    }

    [Fact]
    public async Task Names_are_kept_as_they_are()
    {
        using var database = await TestDatabase.Create();
        var outbox = new Outbox(database.Connection);
        string[] names = ["Zoë \"Z\" O'Neill", "'); DROP TABLE users; --", "{\"a\":1}", "用户", " "];
        foreach (var name in names)
            await Made(outbox, name);
        Expect.Sequence(names, (await Relayed(outbox)).Select(created => created.Name), "Names of the events", Section);
    }

    [Fact]
    public async Task A_caller_that_has_given_up_stores_nothing()
    {
        using var database = await TestDatabase.Create();
        var outbox = new Outbox(database.Connection);
        await Call.Fails<OperationCanceledException>(() => outbox.CreateUserAsync("anna", new CancellationToken(true)), "A cancelled call", Section);
        Expect.Equal("users 0, waiting 0", Count(database), "What is stored", Section);
    }

    [Fact]
    public async Task Many_users_at_once_have_an_event_each()
    {
        using var database = await TestDatabase.Create();
        var outbox = new Outbox(database.Connection);
        await Patience.Ends(Together.Run(4, thread =>
        {
            for (var number = 0; number < 10; number++)
                outbox.CreateUserAsync($"user {thread} {number}", Token).GetAwaiter().GetResult();
        }), "four threads create users");
        var events = await Relayed(outbox);
        Expect.Equal(40, events.Select(created => created.EventId).Distinct().Count(), "Events", Section);
        Expect.Sequence(database.Column("SELECT id || ' ' || name FROM users ORDER BY id"),
            events.OrderBy(created => created.UserId).Select(created => $"{created.UserId} {created.Name}"), "Users and their events", Section);
    }

    [Fact]
    public async Task A_crash_between_publishing_and_marking_loses_nothing()
    {
        using var database = await TestDatabase.Create();
        var outbox = new Outbox(database.Connection);
        var made = new List<UserCreated>();
        foreach (var name in new[] { "anna", "bert", "carl", "dora" })
            made.Add(await Made(outbox, name));
        using (var process = Crash.Start("relay", database))
            await Patience.Ends(process.WaitForExitAsync(Token), "the end of a process that kills itself");
        var before = await File.ReadAllLinesAsync(database.Log, Token);
        Expect.Sequence(["anna", "bert"], before, "Events that were published before the crash", Section);
        var after = await Relayed(outbox);
        Expect.Sequence(made.Skip(1), after, "Events after the crash: the one in doubt again, with the same id, and the rest", Section);
    }

    [Fact]
    public async Task A_killed_process_leaves_no_user_without_its_event()
    {
        using var database = await TestDatabase.Create();
        await Made(new Outbox(database.Connection), "anna");
        using (var process = Crash.Start("create", database))
        {
            await Patience.Ends(Crash.Lines(database, 25, process), "25 users, created by another process");
            // SIGKILL: the process gets no chance to clean up.
            process.Kill();
            await Patience.Ends(process.WaitForExitAsync(Token), "the end of the process that was killed");
        }

        var acknowledged = await Crash.Whole(database);
        var users = database.Column("SELECT name FROM users ORDER BY name");
        Expect.Sequence([], acknowledged.Except(users), "Users that were acknowledged and are gone", Section);
        var events = await Relayed(new Outbox(database.Connection));
        Expect.Sequence(users, events.Select(created => created.Name).Order(StringComparer.Ordinal), "Users and the users that events tell about", Section);
    }

    private static Task<UserCreated> Made(Outbox outbox, string name) =>
        Patience.Ends(Patience.Start(() => outbox.CreateUserAsync(name, Token)).Unwrap(), $"CreateUserAsync(\"{name}\")");

    private static async Task<List<UserCreated>> Relayed(Outbox outbox)
    {
        var published = new List<UserCreated>();
        var count = await Patience.Ends(Patience.Start(() => outbox.RelayAsync((created, _) =>
        {
            published.Add(created);
            return Task.CompletedTask;
        }, Token)).Unwrap(), "RelayAsync");
        Expect.Equal(published.Count, count, "The number that RelayAsync gives back", Section);
        return published;
    }

    private static string Count(TestDatabase database) =>
        $"users {database.Column("SELECT COUNT(*) FROM users")[0]}, waiting {database.Column("SELECT COUNT(*) FROM outbox WHERE sent = 0")[0]}";
}
