using Camp.Testing;
using Xunit;

namespace Camp.Sync.Tests;

public sealed class TransferTests
{
    private const string OneOrder = "See README.md, \"Two locks, one order\".";

    [Fact]
    public async Task A_transfer_tells_its_story()
    {
        var (ann, bob) = (new Account(100), new Account(20));
        var story = new List<string> { "at first: Ann 100, Bob 20" };
        await Told("Ann to Bob 30", () => Transfer.Move(ann, bob, 30));
        await Told("Bob to Ann 50", () => Transfer.Move(bob, ann, 50));
        await Told("Bob to Ann 1", () => Transfer.Move(bob, ann, 1));
        await Told("Bob to Ann 0", () => Transfer.Move(bob, ann, 0));
        await Told("Ann to Ann 120", () => Transfer.Move(ann, ann, 120));
        await Told("Ann to Ann 121", () => Transfer.Move(ann, ann, 121));
        await Told("Ann to Bob -1", () => Transfer.Move(ann, bob, -1));
        await Told("Ann to Bob 120", () => Transfer.Move(ann, bob, 120));
        await Snapshots.Match("Transfer", string.Join('\n', story) + "\n");

        async Task Told(string step, Func<bool> move)
        {
            var outcome = await Patience.Returns(() => Outcome(move));
            var total = await Patience.Returns(() => Transfer.Total([ann, bob]));
            story.Add($"{step}: {outcome}, Ann {ann.Balance}, Bob {bob.Balance}, total {total}");
        }
    }

    [Theory]
    [InlineData(100, 0, 100, true)]
    [InlineData(100, 5, 101, false)]
    [InlineData(0, 5, 1, false)]
    [InlineData(0, 5, 0, true)]
    [InlineData(5, 0, long.MaxValue, false)]
    [InlineData(long.MaxValue, 0, long.MaxValue, true)]
    public async Task Only_what_is_there_can_be_moved(long has, long other, long amount, bool moved)
    {
        var (from, to) = (new Account(has), new Account(other));
        Assert.Equal(moved, await Patience.Returns(() => Transfer.Move(from, to, amount)));
        var left = moved ? (has - amount, other + amount) : (has, other);
        Assert.Equal(left, (from.Balance, to.Balance));

        // The other way round, so that neither order of the ids is special.
        (from, to) = (to, from);
        (from.Balance, to.Balance) = (has, other);
        Assert.Equal(moved, await Patience.Returns(() => Transfer.Move(from, to, amount), "Move on another thread: are the locks released?"));
        Assert.Equal(left, (from.Balance, to.Balance));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    public async Task A_negative_amount_is_refused(long amount)
    {
        var (from, to) = (new Account(10), new Account(10));
        Assert.True(await Patience.Returns(() => Transfer.Move(from, to, 0)));
        await Assert.ThrowsAnyAsync<ArgumentOutOfRangeException>(() => Patience.Returns(() => Transfer.Move(from, to, amount)));
        await Assert.ThrowsAnyAsync<ArgumentOutOfRangeException>(() => Patience.Returns(() => Transfer.Move(from, from, amount)));
        Assert.Equal((10, 10), (from.Balance, to.Balance));
        Assert.True(await Patience.Returns(() => Transfer.Move(from, to, 10), "Move, after a refused one: are the locks released?"));
    }

    [Theory]
    [InlineData(50, 50, true)]
    [InlineData(50, 20, true)]
    [InlineData(50, 51, false)]
    [InlineData(long.MaxValue, long.MaxValue, true)]
    public async Task From_an_account_to_itself_changes_nothing(long has, long amount, bool covered)
    {
        var account = new Account(has);
        var moved = await Patience.Returns(() => Transfer.Move(account, account, amount), "Move from an account to itself: does it wait for its own lock?");
        Assert.Equal((covered, has), (moved, account.Balance));
        Assert.Equal(has, await Patience.Returns(() => Transfer.Total([account]), "Total, after such a Move: are the locks released?"));
    }

    [Fact]
    public async Task An_overflow_changes_neither_account_and_releases_both()
    {
        var (rich, richer) = (new Account(20), new Account(long.MaxValue - 10));
        Assert.True(await Patience.Returns(() => Transfer.Move(rich, richer, 0)));
        await Assert.ThrowsAnyAsync<OverflowException>(() => Patience.Returns(() => Transfer.Move(rich, richer, 11)));
        Assert.Equal((20, long.MaxValue - 10), (rich.Balance, richer.Balance));
        Assert.True(await Patience.Returns(() => Transfer.Move(rich, richer, 10), "Move, after one that threw: are the locks released?"));
        Assert.Equal((10, long.MaxValue), (rich.Balance, richer.Balance));
    }

    [Fact]
    public async Task The_total_is_the_sum_and_may_not_overflow()
    {
        Account[] accounts = [new(1), new(long.MaxValue - 3), new(2)];
        Assert.Equal(0, await Patience.Returns(() => Transfer.Total([])));
        Assert.Equal(long.MaxValue, await Patience.Returns(() => Transfer.Total(accounts)));
        accounts[0].Balance = 2;
        await Assert.ThrowsAnyAsync<OverflowException>(() => Patience.Returns(() => Transfer.Total(accounts)));
        Assert.True(await Patience.Returns(() => Transfer.Move(accounts[1], accounts[0], 5), "Move, after a Total that threw: are the locks released?"));
        Assert.True(await Patience.Returns(() => Transfer.Move(accounts[2], accounts[1], 2), "Move, after a Total that threw: are the locks released?"));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public async Task Opposite_transfers_that_meet_both_end(int earlier, int later)
    {
        for (var round = 0; round < 4; round++)
        {
            var (a, b) = (new StoppedAccount(101), new StoppedAccount(101));
            Func<bool>[] moves = [() => Transfer.Move(a, b, 1), () => Transfer.Move(b, a, 2)];
            await Meet(a, b, moves[earlier], moves[later]);

            // Twice 1 one way and 2 the other, and 1 from each for the holder.
            Assert.Equal((102, 98), (a.Balance, b.Balance));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_total_in_any_order_that_meets_a_transfer_ends(bool totalFirst)
    {
        for (var round = 0; round < 4; round++)
        {
            var (a, b) = (new StoppedAccount(100), new StoppedAccount(100));
            Account[] order = round % 2 == 0 ? [a, b] : [b, a];
            var total = () => Transfer.Total(order) > 0;
            var move = round % 4 < 2 ? (Func<bool>)(() => Transfer.Move(a, b, 1)) : () => Transfer.Move(b, a, 1);
            await Meet(a, b, totalFirst ? total : move, totalFirst ? move : total);
        }
    }

    [Fact]
    public async Task Thousands_of_transfers_in_opposite_directions_end()
    {
        Account[] ring = [new(1_000), new(1_000), new(1_000)];
        await Patience.Ends(Together.Run(4, thread =>
        {
            for (var round = 0; round < 1_000; round++)
            {
                var (from, to) = thread % 2 == 0 ? (round, round + 1) : (round + 1, round);
                Transfer.Move(ring[from % 3], ring[to % 3], 1 + thread);
            }
        }), $"4 threads move money round three accounts, two each way: they wait for each other. {OneOrder}");
        Assert.Equal(3_000, ring.Sum(account => account.Balance));
        Assert.All(ring, account => Assert.True(account.Balance >= 0, "An account was overdrawn."));
    }

    [Fact]
    public async Task Transfers_between_other_accounts_go_on()
    {
        Account a = new(100), b = new StoppedAccount(100), c = new(100), d = new(100), e = new(100);
        var stop = ((StoppedAccount)b).StopNextWrite();
        var stopped = Call.Start(() => Transfer.Move(a, b, 1));
        await stop.ReachedBy(stopped);
        var waiting = Call.Start(() => Transfer.Move(b, c, 1));
        await waiting.EndsOrWaits();
        Assert.True(await Patience.Returns(() => Transfer.Move(d, e, 1), $"Move between two accounts, while other accounts are locked. {OneOrder}"));
        Assert.True(await Patience.Returns(() => Transfer.Move(e, d, 2), $"Move between two accounts, while other accounts are locked. {OneOrder}"));
        Assert.Equal(200, await Patience.Returns(() => Transfer.Total([d, e]), "Total of two accounts, while other accounts are locked"));
        stop.Open();
        Assert.True(await Patience.Ends(stopped.Result));
        Assert.True(await Patience.Ends(waiting.Result));
        Assert.Equal((99, 100, 101, 101, 99), (a.Balance, b.Balance, c.Balance, d.Balance, e.Balance));
    }

    [Fact]
    public async Task Two_transfers_cannot_spend_the_same_money()
    {
        StoppedAccount a = new(100), b = new(0), c = new(0);
        var stop = a.StopNextWrite();
        var first = Call.Start(() => Transfer.Move(a, b, 100));
        await stop.ReachedBy(first);
        var second = Call.Start(() => Transfer.Move(a, c, 100));
        await second.EndsOrWaits();
        stop.Open();
        bool[] moved = [await Patience.Ends(first.Result), await Patience.Ends(second.Result)];
        Assert.True(moved.Count(yes => yes) == 1, $"{moved.Count(yes => yes)} transfers of 100 from an account with 100 were made: check and change belong under the same lock.");
        Assert.Equal((0, 100), (a.Balance, b.Balance + c.Balance));
    }

    [Fact]
    public async Task Two_payments_into_one_account_both_arrive()
    {
        StoppedAccount a = new(100), b = new(0), c = new(100);
        var stop = b.StopNextWrite();
        var first = Call.Start(() => Transfer.Move(a, b, 10));
        await stop.ReachedBy(first);
        var second = Call.Start(() => Transfer.Move(c, b, 10));
        await second.EndsOrWaits();
        stop.Open();
        Assert.True(await Patience.Ends(first.Result) & await Patience.Ends(second.Result), "A transfer was refused although the money was there.");
        Assert.True(b.Balance == 20, $"Two payments of 10 into an empty account leave {b.Balance}: the account that is paid has to be locked too.");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task No_total_sees_a_transfer_half_done(bool upwards)
    {
        StoppedAccount a = new(100), b = new(100);
        var (from, to) = upwards ? (a, b) : (b, a);
        foreach (var stopped in (StoppedAccount[])[from, to])
        {
            var stop = stopped.StopNextWrite();
            var move = Call.Start(() => Transfer.Move(from, to, 10));
            await stop.ReachedBy(move);
            var total = Call.Start(() => Transfer.Total([a, b]));
            await total.EndsOrWaits();
            stop.Open();
            Assert.True(await Patience.Ends(move.Result));
            Assert.True(await Patience.Ends(total.Result) == 200, $"The total of 200 was seen as {await total.Result} while 10 were on their way.");
        }
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(2, 0)]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public async Task No_money_moves_behind_the_back_of_a_total(int from, int to)
    {
        // The total is stopped before each of its reads in turn: whatever moves meanwhile must not be counted twice or missed.
        for (var read = 0; read < 3; read++)
        {
            StoppedAccount[] accounts = [new(100), new(100), new(100)];
            var stop = accounts[read].StopNextRead();
            var total = Call.Start(() => Transfer.Total(accounts));
            await stop.ReachedBy(total);
            var move = Call.Start(() => Transfer.Move(accounts[from], accounts[to], 10));
            await move.EndsOrWaits();
            stop.Open();
            Assert.True(await Patience.Ends(total.Result) == 300, $"The total of 300 was seen as {await total.Result} when 10 moved while it was added up. Hold all locks at once.");
            Assert.True(await Patience.Ends(move.Result));
        }
    }

    [Fact]
    public async Task The_total_is_constant_while_many_transfers_run()
    {
        Account[] accounts = [new(50), new(50), new(50), new(50)];
        var moving = 3;
        await Patience.Ends(Together.Run(4, thread =>
        {
            if (thread == 3)
            {
                while (Volatile.Read(ref moving) > 0)
                    Assert.Equal(200, Transfer.Total(accounts));
                return;
            }

            try
            {
                var dice = new Random(thread);
                for (var round = 0; round < 1_000; round++)
                    Transfer.Move(accounts[dice.Next(4)], accounts[dice.Next(4)], dice.Next(60));
            }
            finally
            {
                Interlocked.Decrement(ref moving);
            }
        }), $"3 threads move money while one adds up. {OneOrder}");
        Assert.Equal(200, accounts.Sum(account => account.Balance));
        Assert.All(accounts, account => Assert.True(account.Balance >= 0, "An account was overdrawn."));
    }

    /// <summary>
    /// Makes two calls about a and b meet where an answer without one order of locks comes to a standstill: while b (then a) is
    /// held by a third transfer, each call goes as far as it can; then the third lets go.
    /// </summary>
    private static async Task Meet(StoppedAccount a, StoppedAccount b, Func<bool> earlier, Func<bool> later)
    {
        foreach (var held in (StoppedAccount[])[b, a])
        {
            var stop = held.StopNextWrite();
            var holder = Call.Start(() => Transfer.Move(held, new Account(0), 1));
            await stop.ReachedBy(holder);
            var first = Call.Start(earlier);
            await first.EndsOrWaits();
            var second = Call.Start(later);
            await second.EndsOrWaits();
            stop.Open();
            Assert.True(await Patience.Ends(holder.Result));
            Assert.True(await Patience.Ends(first.Result, $"two calls that want the same two accounts: each waits for the other. {OneOrder}"));
            Assert.True(await Patience.Ends(second.Result, $"two calls that want the same two accounts: each waits for the other. {OneOrder}"));
        }
    }

    private static string Outcome(Func<bool> move)
    {
        try
        {
            return move() ? "moved" : "refused";
        }
        catch (ArgumentOutOfRangeException)
        {
            return nameof(ArgumentOutOfRangeException);
        }
    }
}
