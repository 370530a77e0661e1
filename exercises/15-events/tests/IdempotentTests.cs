using Camp.Testing;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Camp.Events.Tests;

public sealed class IdempotentTests
{
    private const string Section = "Delivered twice, done once";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_consumer_tells_its_story()
    {
        using var database = await TestDatabase.Create();
        var (orders, notifications) = (new Idempotent(database.Connection, "orders"), new Idempotent(database.Connection, "notifications"));
        var story = "";
        await Tell("orders", orders, "e1");
        await Tell("orders", orders, "e1");
        await Tell("notifications", notifications, "e1");
        await Tell("orders", orders, "e2", new IOException());
        await Tell("orders", orders, "e2");
        await Tell("orders, started anew", new Idempotent(database.Connection, "orders"), "e2");
        await Snapshots.Match("Idempotent", $"{story}written: {string.Join(", ", database.Column("SELECT text FROM effects ORDER BY rowid"))}\n");

        async Task Tell(string name, Idempotent consumer, string id, Exception? error = null)
        {
            var ran = false;
            var ending = await Call.Ending(async () => ran = await consumer.HandleAsync(id, Write($"{id} by {name}", error), Token));
            story += $"{name}, {id}: {(ran ? "worked" : "did nothing")}, {ending}\n";
        }
    }

    [Fact]
    public async Task An_event_is_handled_at_its_first_delivery_only()
    {
        using var database = await TestDatabase.Create();
        var consumer = new Idempotent(database.Connection, "orders");
        Expect.Equal(true, await Handle(consumer, "e1", Write("first")), "The first delivery", Section);
        Expect.Equal(false, await Handle(consumer, "e1", Write("second")), "The second delivery", Section);
        Expect.Equal(true, await Handle(consumer, "E1", Write("other")), "The delivery of an id in upper case", Section);
        Expect.Sequence(["first", "other"], Effects(database), "What the work has written", Section);
    }

    [Fact]
    public async Task Another_object_on_the_same_database_knows_what_was_handled()
    {
        using var database = await TestDatabase.Create();
        await Handle(new Idempotent(database.Connection, "orders"), "e1", Write("first"));
        Expect.Equal(false, await Handle(new Idempotent(database.Connection, "orders"), "e1", Write("second")), "A delivery after a restart", Section);
        Expect.Sequence(["first"], Effects(database), "What the work has written", Section);
    }

    [Fact]
    public async Task Each_consumer_handles_the_event_once()
    {
        using var database = await TestDatabase.Create();
        foreach (var name in new[] { "orders", "notifications" })
        {
            Expect.Equal(true, await Handle(new Idempotent(database.Connection, name), "e1", Write(name)), $"The delivery to {name}", Section);
            Expect.Equal(false, await Handle(new Idempotent(database.Connection, name), "e1", Write(name)), $"The second delivery to {name}", Section);
        }

        Expect.Sequence(["orders", "notifications"], Effects(database), "What the work has written", Section);
    }

    [Fact]
    public async Task Two_names_that_look_alike_when_joined_are_two()
    {
        using var database = await TestDatabase.Create();
        await Handle(new Idempotent(database.Connection, "a"), "b:c", Write("first"));
        await Handle(new Idempotent(database.Connection, "a:b"), "c", Write("second"));
        await Handle(new Idempotent(database.Connection, "a"), "bc", Write("third"));
        await Handle(new Idempotent(database.Connection, "ab"), "c", Write("fourth"));
        Expect.Sequence(["first", "second", "third", "fourth"], Effects(database), "What the work has written", Section);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Work_that_fails_leaves_nothing_and_runs_again_at_the_next_delivery(bool thrownAtOnce)
    {
        using var database = await TestDatabase.Create();
        var consumer = new Idempotent(database.Connection, "orders");
        var error = new IOException("broken");
        var seen = await Record.ExceptionAsync(() => Handle(consumer, "e1", thrownAtOnce ? (_, _) => throw error : Write("half", error)));
        Expect.Same(error, seen, Section);
        Expect.Sequence([], Effects(database), "What failed work has left", Section);
        Expect.Equal(true, await Handle(consumer, "e1", Write("whole")), "The delivery after the failure", Section);
        Expect.Equal(false, await Handle(consumer, "e1", Write("again")), "The delivery after that", Section);
        Expect.Sequence(["whole"], Effects(database), "What the work has written", Section);
    }

    [Fact]
    public async Task The_mark_is_not_there_before_the_work_is()
    {
        using var database = await TestDatabase.Create();
        var consumer = new Idempotent(database.Connection, "orders");
        string[] marks = [], effects = [];
        await Handle(consumer, "e1", async (transaction, token) =>
        {
            await Write("work")(transaction, token);
            // Read on a connection of its own: what would be left if the process ended here.
            marks = database.Column("SELECT event_id FROM handled");
            effects = Effects(database);
        });
        Expect.Sequence([], marks, "Marks that a crash in the middle of the work would leave", Section);
        Expect.Sequence([], effects, "Writes that a crash in the middle of the work would leave", Section);
        Expect.Sequence(["e1"], database.Column("SELECT event_id FROM handled"), "Marks afterwards", Section);
    }

    [Fact]
    public async Task Work_whose_mark_cannot_be_written_leaves_nothing()
    {
        using var database = await TestDatabase.Create();
        var consumer = new Idempotent(database.Connection, "orders");
        database.Run("CREATE TRIGGER no_marks BEFORE INSERT ON handled BEGIN SELECT RAISE(ABORT, 'disk full'); END");
        var error = await Record.ExceptionAsync(() => Handle(consumer, "e1", Write("work")));
        Expect.True(error is SqliteException, $"A mark that cannot be written should fail the delivery, not end with {error?.GetType().Name ?? "success"}.", Section);
        Expect.Sequence([], Effects(database), "What work without a mark has left", Section);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Deliveries_at_once_run_the_work_once(bool oneObject)
    {
        using var database = await TestDatabase.Create();
        var shared = new Idempotent(database.Connection, "orders");
        var (runs, worked) = (0, 0);
        await Patience.Ends(Together.Run(6, _ =>
        {
            var consumer = oneObject ? shared : new Idempotent(database.Connection, "orders");
            for (var id = 0; id < 5; id++)
            {
                var ran = consumer.HandleAsync($"e{id}", async (transaction, token) =>
                {
                    Interlocked.Increment(ref runs);
                    await Write("work")(transaction, token);
                }, Token).GetAwaiter().GetResult();
                if (ran)
                    Interlocked.Increment(ref worked);
            }
        }), "six threads deliver the same five events");
        Expect.Equal(5, runs, "How often the work of five events ran", Section);
        Expect.Equal(5, worked, "Deliveries that say they worked", Section);
        Expect.Equal(5, Effects(database).Length, "What the work has written", Section);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_delivery_waits_for_the_one_under_way_and_takes_over_when_that_fails(bool fails)
    {
        using var database = await TestDatabase.Create();
        using var gate = new Gate();
        var consumer = new Idempotent(database.Connection, "orders");
        var first = Patience.Start(() => consumer.HandleAsync("e1", async (transaction, token) =>
        {
            await gate.Pass();
            await Write("first", fails ? new IOException() : null)(transaction, token);
        }, Token)).Unwrap();
        await Call.Until(gate.Arrived, first, "the work of the first delivery");
        var second = Patience.Start(() => consumer.HandleAsync("e1", Write("second"), Token)).Unwrap();
        Call.MustWait(second, "A delivery, while another one of the same event is under way", Section);
        gate.Open();
        var error = await Record.ExceptionAsync(() => Patience.Ends(first));
        Expect.Equal(fails, error is IOException, "The first delivery's failure", Section);
        Expect.Equal(fails, await Patience.Ends(second), "Whether the second delivery worked", Section);
        Expect.Sequence([fails ? "second" : "first"], Effects(database), "What the work has written", Section);
    }

    [Fact]
    public async Task The_work_gets_the_callers_token()
    {
        using var database = await TestDatabase.Create();
        using var caller = new CancellationTokenSource();
        var consumer = new Idempotent(database.Connection, "orders");
        var same = false;
        await Patience.Ends(consumer.HandleAsync("e1", (_, token) =>
        {
            same = token == caller.Token;
            return Task.CompletedTask;
        }, caller.Token));
        Expect.True(same, "The work got another token than the caller's.", Section);
    }

    [Fact]
    public async Task A_delivery_that_was_cancelled_counts_for_nothing()
    {
        using var database = await TestDatabase.Create();
        var consumer = new Idempotent(database.Connection, "orders");
        using var caller = new CancellationTokenSource();
        await Call.Fails<OperationCanceledException>(() => consumer.HandleAsync("e1", async (transaction, token) =>
        {
            await Write("half")(transaction, token);
            await caller.CancelAsync();
            token.ThrowIfCancellationRequested();
        }, caller.Token), "Work that was cancelled", Section);
        var ran = false;
        await Call.Fails<OperationCanceledException>(() => consumer.HandleAsync("e1", (_, _) =>
        {
            ran = true;
            return Task.CompletedTask;
        }, caller.Token), "A delivery that was cancelled before", Section);
        Expect.True(!ran, "The work ran although the delivery had been cancelled before.", Section);
        Expect.Equal(true, await Handle(consumer, "e1", Write("whole")), "The next delivery", Section);
        Expect.Sequence(["whole"], Effects(database), "What the work has written", Section);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task An_event_without_an_id_is_refused(string? id)
    {
        using var database = await TestDatabase.Create();
        var consumer = new Idempotent(database.Connection, "orders");
        await Call.Fails<ArgumentException>(() => consumer.HandleAsync(id!, Write("work"), Token), "An event without an id", Section);
        Expect.Sequence([], Effects(database), "What the work has written", Section);
    }

    private static Task<bool> Handle(Idempotent consumer, string id, Func<SqliteTransaction, CancellationToken, Task> work) =>
        Patience.Ends(Patience.Start(() => consumer.HandleAsync(id, work, Token)).Unwrap(), "HandleAsync");

    private static Func<SqliteTransaction, CancellationToken, Task> Write(string text, Exception? error = null) => async (transaction, token) =>
    {
        await using var insert = transaction.Connection!.Command("INSERT INTO effects VALUES ($1)", text);
        await insert.ExecuteNonQueryAsync(token);
        if (error is not null)
            throw error;
    };

    private static string[] Effects(TestDatabase database) => database.Column("SELECT text FROM effects ORDER BY rowid");
}
