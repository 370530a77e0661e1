using Camp.Testing;
using Xunit;

namespace Camp.Events.Tests;

/// <summary>From the outbox to the world.</summary>
public sealed partial class OutboxTests
{
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
}
