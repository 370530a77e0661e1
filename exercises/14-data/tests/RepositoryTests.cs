using Camp.Testing;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Camp.Data.Tests;

public sealed class RepositoryTests : IDisposable
{
    private const string Section = "Parameters, never SQL";
    private const string Conflict = "Taken";
    private const string Streaming = "Row by row";
    private const string Cancelled = "Cancelled";

    private readonly TestDatabase _database = new(Schema.Users);
    private readonly Repository _users;

    public RepositoryTests() => _users = new Repository(_database.Connect);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task The_story_reads_as_recorded()
    {
        var story = "";
        foreach (var (email, name) in new[] { ("ann@camp.test", "Ann"), ("bob@camp.test", "Bob'); drop table users; --"), ("ann@camp.test", "Anna") })
            story += $"add {email}, {name}: {Told(await _users.AddAsync(email, name, Token))}\n";
        foreach (var email in new[] { "bob@camp.test", "eve@camp.test", "' or '1' = '1" })
            story += $"find {email}: {Told(await _users.FindAsync(email, Token))}\n";
        foreach (var prefix in new[] { "", "A", "%" })
            story += $"list '{prefix}': {string.Join(", ", (await List(prefix)).Select(user => user.Name).DefaultIfEmpty("nobody"))}\n";
        story += $"in the file: {_database.Rows("select id, email, name from users order by id")}\n";
        await Snapshots.Match("Repository", story);
    }

    [Fact]
    public async Task A_user_is_stored_and_found()
    {
        var ann = await _users.AddAsync("ann@camp.test", "Ann", Token);
        var bob = await _users.AddAsync("bob@camp.test", "Bob", Token);
        Expect.Equal("1|ann@camp.test|Ann; 2|bob@camp.test|Bob", _database.Rows("select id, email, name from users order by id"), "The table", Section);
        Expect.Equal(new User(1, "ann@camp.test", "Ann"), ann, "The user added", Section);
        Expect.Equal(bob, await _users.FindAsync("bob@camp.test", Token), "The user found", Section);
        Expect.Equal(null, await _users.FindAsync("eve@camp.test", Token), "The user of an unknown email", Section);
        _database.AllAreDisposedOf(Section);
    }

    [Fact]
    public async Task The_id_is_the_rows_own()
    {
        _database.Run("insert into users (id, email, name) values (41, 'x', 'X')");
        Expect.Equal(42L, (await _users.AddAsync("ann@camp.test", "Ann", Token))?.Id ?? 0, "The id", Section);
        _database.Run("insert into users (id, email, name) values (9007199254740993, 'y', 'Y')");
        Expect.Equal(9007199254740993, (await _users.FindAsync("y", Token))?.Id ?? 0, "The id", Section);
    }

    [Theory]
    [InlineData("Robert'); drop table users; --")]
    [InlineData("' or '1' = '1")]
    [InlineData("\"; select 1; \"")]
    [InlineData("@email")]
    [InlineData("Zoë 蛋\n\t\\")]
    public async Task Text_from_outside_is_never_sql(string text)
    {
        await _users.AddAsync("ann@camp.test", "Ann", Token);
        var added = await _users.AddAsync(text, text, Token);
        Expect.Equal(new User(2, text, text), added, "The user added", Section);
        Expect.Equal(added, await _users.FindAsync(text, Token), "The user found", Section);
        Expect.Equal(null, await _users.FindAsync(text + "x", Token), "The user of another email", Section);
        Expect.Sequence([text], (await List(text)).Select(user => user.Name), $"The names that begin with '{text}'", Section);
        Expect.Equal("2", _database.Rows("select count(*) from users"), "Rows", Section);
    }

    [Fact]
    public async Task An_email_that_is_taken_is_no_exception()
    {
        await _users.AddAsync("ann@camp.test", "Ann", Token);
        Expect.Equal(null, await _users.AddAsync("ann@camp.test", "Anna", Token), "The user added with an email that is taken", Conflict);
        Expect.Equal("1|ann@camp.test|Ann", _database.Rows("select id, email, name from users"), "The table", Conflict);
        _database.AllAreDisposedOf(Conflict);
    }

    [Fact]
    public async Task Another_failure_stays_the_exception_it_is()
    {
        // A broken check is a broken constraint too, and the email is free.
        var error = await Record.ExceptionAsync(() => _users.AddAsync("ann@camp.test", "", Token));
        if (error is NotImplementedException)
            throw error;
        Expect.True(error is SqliteException { SqliteErrorCode: 19 }, $"An empty name should be the database's exception and is {error?.GetType().Name ?? "none"}.", Conflict);
        _database.Run("drop table users");
        error = await Record.ExceptionAsync(() => _users.AddAsync("ann@camp.test", "Ann", Token));
        Expect.True(error is SqliteException { SqliteErrorCode: 1 }, $"A missing table should be the database's exception and is {error?.GetType().Name ?? "none"}.", Conflict);
        _database.AllAreDisposedOf(Conflict);
    }

    [Fact]
    public async Task Of_many_who_add_the_same_email_one_gets_it()
    {
        const int Threads = 2, Emails = 12;
        var added = new User?[Emails, Threads];
        await Patience.Ends(
            Rounds.Run(Threads, Emails, (number, round) =>
                added[round, number] = _users.AddAsync($"{round}@camp.test", $"by {number}", CancellationToken.None).GetAwaiter().GetResult()),
            "two threads add the same emails");
        for (var round = 0; round < Emails; round++)
            Expect.Equal(1, Enumerable.Range(0, Threads).Count(number => added[round, number] is not null), "Users added with one email", Conflict);
        _database.AllAreDisposedOf(Conflict);
    }

    [Fact]
    public async Task A_list_is_in_the_order_of_the_ids()
    {
        _database.Run("insert into users (id, email, name) values (5, 'c', 'Bo'), (3, 'a', 'Cy'), (4, 'b', 'Al')");
        Expect.Sequence([3L, 4L, 5L], (await List("")).Select(user => user.Id), "The ids", Streaming);
        Expect.Equal(new User(4, "b", "Al"), (await List("A")).Single(), "The user", Streaming);
        Expect.Equal(0, (await List("Z")).Count, "Users whose names begin with Z", Streaming);
        _database.AllAreDisposedOf(Streaming);
    }

    [Theory]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData("a_")]
    [InlineData("a%")]
    [InlineData("*")]
    [InlineData("[a]")]
    [InlineData("\\")]
    [InlineData("?")]
    public async Task Every_character_of_a_prefix_stands_for_itself(string prefix)
    {
        await _users.AddAsync("1", "abcdef", Token);
        await _users.AddAsync("2", "xyz" + prefix, Token);
        await _users.AddAsync("3", prefix + "xyz", Token);
        Expect.Sequence([prefix + "xyz"], (await List(prefix)).Select(user => user.Name), $"The names that begin with '{prefix}'", Section);
    }

    [Fact]
    public async Task Rows_are_read_as_they_are_asked_for()
    {
        var read = WatchRows(1_000);
        var most = 0;
        var got = 0;
        await foreach (var user in _users.ListAsync("", Token))
        {
            // A row may be looked at for its name twice: by the condition and by the result.
            most = Math.Max(most, read.Count - got);
            Expect.Equal(++got, (int)user.Id, "The id", Streaming);
        }
        Expect.Equal(1_000, got, "Users", Streaming);
        Expect.True(most <= 2, $"{most} rows had been read and not yet given.", Streaming);
        _database.AllAreDisposedOf(Streaming);
    }

    [Fact]
    public async Task Who_stops_reads_no_more_and_leaves_nothing_open()
    {
        var read = WatchRows(1_000);
        await foreach (var user in _users.ListAsync("", Token))
        {
            if (user.Id == 3)
                break;
        }
        Expect.True(read.Count <= 4, $"{read.Count} of 1,000 rows were read for the first three.", Streaming);
        _database.AllAreDisposedOf(Streaming);
    }

    [Fact]
    public async Task Nothing_happens_before_the_first_row_is_asked_for()
    {
        var list = _users.ListAsync("", Token);
        Expect.Equal(0, _database.Made, "Connections before the first row is asked for", Streaming);
        await _users.AddAsync("ann@camp.test", "Ann", Token);
        Expect.Equal(1, await Count(list), "Users", Streaming);
        await _users.AddAsync("bob@camp.test", "Bob", Token);
        Expect.Equal(2, await Count(list), "Users, the second time", Streaming);
        _database.AllAreDisposedOf(Streaming);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stream_can_be_cancelled_in_the_middle(bool byParameter)
    {
        var read = WatchRows(1_000);
        using var caller = new CancellationTokenSource();
        var got = 0;
        var error = await Record.ExceptionAsync(async () =>
        {
            await foreach (var user in _users.ListAsync("", byParameter ? caller.Token : default).WithCancellation(byParameter ? default : caller.Token))
            {
                if (++got == 3)
                    await caller.CancelAsync();
            }
        });
        if (error is NotImplementedException)
            throw error;
        Expect.True(error is OperationCanceledException, $"A cancelled stream should end with an OperationCanceledException, not {error?.GetType().Name ?? "its last row"}.", Cancelled);
        Expect.Equal(3, got, "Users given", Cancelled);
        Expect.True(read.Count <= 4, $"{read.Count} of 1,000 rows were read.", Cancelled);
        _database.AllAreDisposedOf(Cancelled);
    }

    [Fact]
    public async Task Who_has_given_up_before_writes_and_reads_nothing()
    {
        var cancelled = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _users.AddAsync("ann@camp.test", "Ann", cancelled));
        Expect.Equal("0", _database.Rows("select count(*) from users"), "Rows", Cancelled);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _users.FindAsync("ann@camp.test", cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Count(_users.ListAsync("", cancelled)));
        _database.AllAreDisposedOf(Cancelled);
    }

    [Fact]
    public async Task A_failing_query_leaves_nothing_open()
    {
        _database.Run("drop table users");
        await Assert.ThrowsAsync<SqliteException>(() => _users.FindAsync("ann@camp.test", Token));
        await Assert.ThrowsAsync<SqliteException>(() => Count(_users.ListAsync("", Token)));
        _database.AllAreDisposedOf(Section);
    }

    // users becomes a view that notes the id of each row that is read.
    private HashSet<object> WatchRows(int rows)
    {
        _database.Run($"""
            alter table users rename to people;
            with recursive n(i) as (values (1) union all select i + 1 from n where i < {rows})
            insert into people (id, email, name) select i, i || '@camp.test', 'user ' || i from n;
            create view users as select id, email, case when watch(id) is null then '' else name end as name from people
            """);
        var read = new HashSet<object>();
        _database.Watch = id => read.Add(id);
        return read;
    }

    private async Task<List<User>> List(string prefix)
    {
        var users = new List<User>();
        await foreach (var user in _users.ListAsync(prefix, Token))
            users.Add(user);
        return users;
    }

    private static async Task<int> Count(IAsyncEnumerable<User> users)
    {
        var count = 0;
        await foreach (var _ in users)
            count++;
        return count;
    }

    private static string Told(User? user) => user is null ? "nobody" : $"{user.Id}, {user.Email}, {user.Name}";
}
