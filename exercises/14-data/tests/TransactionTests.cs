using Camp.Testing;
using Xunit;

namespace Camp.Data.Tests;

public sealed class TransactionTests : IDisposable
{
    private const string Section = "Whole or not at all";
    private const string Killed = "kill -9";
    private const string Crowd = "Two at a time";
    private const string Before = "1|100; 2|5";

    private readonly TestDatabase _bank = new(Schema.Accounts);
    private readonly Transaction _transaction;

    public TransactionTests()
    {
        // Each change of a row is seen by the tests, inside the transaction.
        _bank.Run("""
            insert into accounts (id, cents) values (1, 100), (2, 5);
            create trigger changed after update on accounts begin select watch('accounts'); end;
            create trigger booked after insert on transfers begin select watch('transfers'); end
            """);
        _transaction = new Transaction(_bank.Connect);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Accounts => _bank.Rows("select id, cents from accounts order by id");

    private string Transfers => _bank.Rows("select from_id, to_id, cents from transfers order by id");

    public void Dispose() => _bank.Dispose();

    [Fact]
    public async Task The_story_reads_as_recorded()
    {
        var story = $"accounts: {Accounts}\n";
        foreach (var (from, to, cents) in new[] { (1L, 2L, 30L), (1L, 2L, 71L), (1L, 9L, 1L), (9L, 1L, 1L), (2L, 1L, 35L) })
            story += $"{cents} from {from} to {to}: {await Move(from, to, cents)}; accounts: {Accounts}\n";
        story += $"transfers: {Transfers}\n";
        await Snapshots.Match("Transaction", story);
    }

    [Fact]
    public async Task Money_moves_and_is_booked()
    {
        Expect.Equal(Moved.Done, await Move(1, 2, 30), "The answer", Section);
        IsMoved();
        _bank.AllAreDisposedOf(Section);
    }

    [Fact]
    public async Task Everything_may_move()
    {
        Expect.Equal(Moved.Done, await Move(1, 2, 100), "The answer to all that there is", Section);
        Expect.Equal("1|0; 2|105", Accounts, "The accounts", Section);
    }

    [Theory]
    [InlineData(1, 2, 101, Moved.NotEnough)]
    [InlineData(2, 1, 6, Moved.NotEnough)]
    [InlineData(1, 2, long.MaxValue, Moved.NotEnough)]
    [InlineData(1, 9, 10, Moved.NoSuchAccount)]
    [InlineData(9, 1, 10, Moved.NoSuchAccount)]
    [InlineData(1, 9, 1_000, Moved.NoSuchAccount)]
    [InlineData(8, 9, 10, Moved.NoSuchAccount)]
    public async Task What_cannot_be_moved_moves_nothing(long from, long to, long cents, Moved answer)
    {
        Expect.Equal(answer, await Move(from, to, cents), $"The answer to {cents} from {from} to {to}", Section);
        IsUnmoved();
        Expect.Equal(Moved.Done, await Move(1, 2, 30), "The answer to the next transfer", Section);
        IsMoved();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-30)]
    [InlineData(long.MinValue)]
    public async Task An_amount_must_be_more_than_zero(long cents)
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Move(1, 2, cents));
        IsUnmoved();
    }

    [Fact]
    public async Task An_account_moves_nothing_to_itself()
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Move(1, 1, 30));
        IsUnmoved();
    }

    [Fact]
    public async Task A_change_that_fails_takes_the_others_back()
    {
        // There the sum would no longer be a whole number of 64 bits, which the table refuses.
        _bank.Run($"insert into accounts (id, cents) values (3, {long.MaxValue})");
        await Fails(() => Move(1, 3, 30));
        Expect.Equal($"{Before}; 3|{long.MaxValue}", Accounts, "The accounts", Section);
        Expect.Equal("", Transfers, "The transfers", Section);
        _bank.AllAreDisposedOf(Section);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_failure_after_any_change_takes_all_back(int change)
    {
        _bank.Watch = After(change, () => throw new InvalidOperationException("The disk is full."));
        await Fails(() => Move(1, 2, 30));
        IsUnmoved();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Cancelled_before_the_commit_nothing_has_moved(int change)
    {
        using var caller = new CancellationTokenSource();
        _bank.Watch = After(change, caller.Cancel);
        var error = await Record.ExceptionAsync(() => Patience.Ends(_transaction.MoveAsync(1, 2, 30, caller.Token)));
        if (error is NotImplementedException)
            throw error;
        Expect.True(error is OperationCanceledException, $"The caller gave up after change {change} and got {error?.GetType().Name ?? "an answer"}.", Section);
        IsUnmoved();
    }

    [Fact]
    public async Task Cancelled_before_the_call_nothing_happens()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _transaction.MoveAsync(1, 2, 30, new CancellationToken(canceled: true)));
        IsUnmoved();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Nobody_sees_half_a_transfer(int change)
    {
        var seen = "";
        _bank.Watch = After(change, () => seen = $"{Accounts} and {Transfers}");
        await Move(1, 2, 30);
        Expect.Equal($"{Before} and ", seen, $"What others see after change {change}", Section);
        IsMoved();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Killed_in_the_middle_nothing_has_moved(int change)
    {
        Expect.Equal(Moved.NotEnough, await Move(2, 1, 1_000), "The answer to more than there is", Killed);
        using var mover = new Mover(_bank.Path, stopAfter: change);
        Expect.Equal($"after change {change}", await mover.Stopped(), "Where the other process stopped", Killed);
        await mover.Kill();
        IsUnmoved();
        Expect.Equal(Moved.Done, await Move(1, 2, 30), "The answer to the same transfer, after the other process was killed", Killed);
        IsMoved();
    }

    [Fact]
    public async Task Killed_after_the_answer_everything_has_moved()
    {
        Expect.Equal(Moved.NotEnough, await Move(2, 1, 1_000), "The answer to more than there is", Killed);
        using var mover = new Mover(_bank.Path, stopAfter: int.MaxValue);
        Expect.Equal("answered Done", await mover.Stopped(), "Where the other process stopped", Killed);
        await mover.Kill();
        IsMoved();
    }

    [Fact]
    public async Task Two_at_a_time_overdraw_nothing_and_lose_nothing()
    {
        const int Each = 8;
        _bank.Run("update accounts set cents = 12 where id = 1");
        var answers = new Moved[2, Each];
        await Patience.Ends(
            Rounds.Run(2, Each, (number, round) =>
                answers[number, round] = _transaction.MoveAsync(1, 2, 1, CancellationToken.None).GetAwaiter().GetResult()),
            "two threads move money out of one account");
        Expect.Equal(12, answers.Cast<Moved>().Count(answer => answer == Moved.Done), "Transfers done, of an account with money for 12", Crowd);
        Expect.Equal(4, answers.Cast<Moved>().Count(answer => answer == Moved.NotEnough), "Transfers refused, of 16 for 12", Crowd);
        Expect.Equal("1|0; 2|17", Accounts, "The accounts", Crowd);
        Expect.Equal("12", _bank.Rows("select count(*) from transfers"), "Transfers in the books", Crowd);
        _bank.AllAreDisposedOf(Crowd);
    }

    [Fact]
    public async Task A_transfer_waits_for_one_that_is_running()
    {
        using var begun = new ManualResetEventSlim();
        using var leave = new ManualResetEventSlim();
        var first = true;
        _bank.Watch = _ =>
        {
            if (!first)
                return;
            first = false;
            begun.Set();
            leave.Wait(Token);
        };
        var one = Patience.Start(() => _transaction.MoveAsync(1, 2, 60, Token)).Unwrap();
        await Patience.Ends(Task.WhenAny(Patience.Start(() => begun.Wait(Token)), one).Unwrap(), "the first transfer's first change");
        var other = Patience.Start(() => _transaction.MoveAsync(1, 2, 60, Token)).Unwrap();
        Together.Chance(() => other.IsCompleted);
        leave.Set();
        Expect.Equal(Moved.Done, await Patience.Ends(one), "The answer to the first", Crowd);
        Expect.Equal(Moved.NotEnough, await Patience.Ends(other), "The answer to the second, which had to wait", Crowd);
        Expect.Equal("1|40; 2|65", Accounts, "The accounts", Crowd);
    }

    private Task<Moved> Move(long from, long to, long cents) => Patience.Ends(_transaction.MoveAsync(from, to, cents, Token));

    private static async Task Fails(Func<Task<Moved>> move)
    {
        var error = await Record.ExceptionAsync(move);
        if (error is NotImplementedException)
            throw error;
        Expect.True(error is not null, "The failure should reach the caller, who got an answer.", Section);
    }

    private static Action<object> After(int change, Action happens)
    {
        var changes = 0;
        return _ =>
        {
            if (++changes == change)
                happens();
        };
    }

    private void IsMoved()
    {
        Expect.Equal("1|70; 2|35", Accounts, "The accounts", Section);
        Expect.Equal("1|2|30", Transfers, "The transfers", Section);
    }

    private void IsUnmoved()
    {
        Expect.Equal(Before, Accounts, "The accounts", Section);
        Expect.Equal("", Transfers, "The transfers", Section);
        _bank.AllAreDisposedOf(Section);
    }
}
