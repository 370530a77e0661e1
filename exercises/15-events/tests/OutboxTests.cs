using Camp.Testing;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Camp.Events.Tests;

public sealed class OutboxTests
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
    public async Task What_was_sent_is_not_sent_again()
    {
        using var database = await TestDatabase.Create();
        var outbox = new Outbox(database.Connection);
        await Made(outbox, "anna");
        Expect.Equal(1, (await Relayed(outbox)).Count, "Events of the first relay", Section);
        Expect.Equal(0, (await Relayed(outbox)).Count, "Events of the second relay", Section);
        Expect.Equal(0, (await Relayed(new Outbox(database.Connection))).Count, "Events after a restart", Section);
        await Made(outbox, "bert");
        Expect.Sequence(["bert"], (await Relayed(outbox)).Select(created => created.Name), "Events after one more user", Section);
        Expect.Equal("users 2, waiting 0", Count(database), "What is stored", Section);
    }

    [Fact]
    public async Task A_failed_publish_keeps_its_event_and_those_after_it()
    {
        using var database = await TestDatabase.Create();
        var outbox = new Outbox(database.Connection);
        foreach (var name in new[] { "anna", "bert", "carl" })
            await Made(outbox, name);
        var (error, tried) = (new IOException("the broker is away"), new List<UserCreated>());
        var seen = await Record.ExceptionAsync(() => Patience.Ends(outbox.RelayAsync((created, _) =>
        {
            tried.Add(created);
            return created.Name == "bert" ? Task.FromException(error) : Task.CompletedTask;
        }, Token)));
        Expect.Same(error, seen, Section);
        Expect.Sequence(["anna", "bert"], tried.Select(created => created.Name), "Events that were tried", Section);
        var rest = await Relayed(outbox);
        Expect.Sequence(["bert", "carl"], rest.Select(created => created.Name), "Events of the next relay", Section);
        Expect.Equal(tried[1], rest[0], "The event that is published again", Section);
    }

    [Fact]
    public async Task Each_event_is_marked_when_it_has_been_published_and_before_the_next()
    {
        using var database = await TestDatabase.Create();
        var outbox = new Outbox(database.Connection);
        foreach (var name in new[] { "anna", "bert", "carl" })
            await Made(outbox, name);
        var waiting = new List<string>();
        await Patience.Ends(outbox.RelayAsync((_, _) =>
        {
            // On a connection of its own: what another process, or this one after a crash, would find.
            waiting.Add(string.Join(' ', database.Column("SELECT name FROM outbox WHERE sent = 0 ORDER BY number")));
            return Task.CompletedTask;
        }, Token));
        Expect.Sequence(["anna bert carl", "bert carl", "carl"], waiting, "Events that wait while each is published", Section);
    }

    [Fact]
    public async Task Events_are_published_in_the_order_they_were_stored_whatever_their_ids()
    {
        using var database = await TestDatabase.Create();
        var outbox = new Outbox(database.Connection);
        var names = Enumerable.Range(0, 40).Select(number => $"user {(number * 17) % 40}").ToList();
        foreach (var name in names)
            await Made(outbox, name);
        Expect.Sequence(names, (await Relayed(outbox)).Select(created => created.Name), "Events, in order", Section);
    }

    [Fact]
    public async Task Events_are_published_one_after_the_other()
    {
        using var database = await TestDatabase.Create();
        var outbox = new Outbox(database.Connection);
        await Made(outbox, "anna");
        await Made(outbox, "bert");
        using var gate = new Gate();
        var begun = 0;
        var relay = outbox.RelayAsync((_, _) =>
        {
            Interlocked.Increment(ref begun);
            return gate.Pass();
        }, Token);
        await Call.Until(gate.Arrived, relay, "the first publish");
        Expect.True(!Together.Chance(() => Volatile.Read(ref begun) > 1), "The second event was published while the first was under way.", Section);
        gate.Open();
        Expect.Equal(2, await Patience.Ends(relay), "Events that the relay has published", Section);
    }

    [Fact]
    public async Task A_slow_publish_keeps_nobody_from_creating_users()
    {
        using var database = await TestDatabase.Create();
        // Not 20 s: whoever holds the database during a publish fails here, and soon.
        var impatient = new Outbox(database.Connection.Replace("Timeout=20", "Timeout=2", StringComparison.Ordinal));
        var outbox = new Outbox(database.Connection);
        await Made(outbox, "anna");
        using var gate = new Gate();
        var relay = outbox.RelayAsync((_, _) => gate.Pass(), Token);
        await Call.Until(gate.Arrived, relay, "the publish");
        var error = await Record.ExceptionAsync(() => Made(impatient, "bert"));
        gate.Open();
        Expect.True(error is null, $"No user could be created while an event was being published: {error?.Message}", Section);
        await Patience.Ends(relay);
        await Relayed(outbox);
        Expect.Equal("users 2, waiting 0", Count(database), "What is stored", Section);
    }

    [Fact]
    public async Task Two_relays_of_one_outbox_take_turns()
    {
        using var database = await TestDatabase.Create();
        var outbox = new Outbox(database.Connection);
        foreach (var name in new[] { "anna", "bert", "carl" })
            await Made(outbox, name);
        using var gate = new Gate();
        var (published, now, most) = (new List<string>(), 0, 0);
        var first = Relay();
        await Call.Until(gate.Arrived, first, "the first publish");
        var second = Patience.Start(Relay).Unwrap();
        Call.MustWait(second, "A relay, while another one of the same outbox is under way", Section);
        gate.Open();
        Expect.Equal(3, await Patience.Ends(first) + await Patience.Ends(second), "Events that the two say they have published", Section);
        Expect.Equal(1, most, "The most publishes at once", Section);
        Expect.Sequence(["anna", "bert", "carl"], published, "Events that were published", Section);

        Task<int> Relay() => outbox.RelayAsync(async (created, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            await gate.Pass();
            lock (published)
                published.Add(created.Name);
            Interlocked.Decrement(ref now);
        }, Token);
    }

    [Fact]
    public async Task A_relay_that_failed_lets_the_next_one_work()
    {
        using var database = await TestDatabase.Create();
        var outbox = new Outbox(database.Connection);
        await Made(outbox, "anna");
        await Call.Fails<IOException>(() => outbox.RelayAsync((_, _) => throw new IOException(), Token), "A relay whose publish throws at once", Section);
        Expect.Equal(1, (await Relayed(outbox)).Count, "Events of the next relay", Section);
    }

    [Fact]
    public async Task A_cancelled_relay_keeps_what_it_has_not_published()
    {
        using var database = await TestDatabase.Create();
        var outbox = new Outbox(database.Connection);
        await Made(outbox, "anna");
        await Made(outbox, "bert");
        using var caller = new CancellationTokenSource();
        var published = new List<UserCreated>();
        await Call.Fails<OperationCanceledException>(() => outbox.RelayAsync(async (created, token) =>
        {
            Expect.Equal(caller.Token, token, "The token of the publish", Section);
            published.Add(created);
            await caller.CancelAsync();
        }, caller.Token), "A relay that was cancelled after its first event", Section);
        published.AddRange(await Relayed(outbox));
        Expect.Sequence(["anna", "bert"], published.Select(created => created.Name), "Events of both relays", Section);
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
