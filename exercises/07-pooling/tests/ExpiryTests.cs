using Camp.Testing;
using Xunit;

namespace Camp.Pooling.Tests;

public sealed class ExpiryTests
{
    private const string Section = "Neither unused nor old";
    private static readonly TimeSpan s_idle = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_lifetime = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan s_tick = TimeSpan.FromTicks(1);

    private readonly WatchedClock _clock = new();
    private readonly ScriptedPool _inner = new();
    private int _number;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Expiry_tells_its_story()
    {
        var (pool, story) = (Layer(minimum: 1), "");
        var busy = Open();
        _inner.Add(Open(), Open(), Open());
        for (var minute = 5; minute <= 35; minute += 5)
        {
            _clock.Advance(TimeSpan.FromMinutes(5));
            if (minute <= 25)
                await UseOnce(pool, busy);
            await Patience.Ends(pool.SweepAsync());
            story += $"minute {minute}: idle {string.Join(", ", _inner.Idle)}; closed so far {string.Join(", ", _inner.Discarded.DefaultIfEmpty().Select(c => c?.ToString() ?? "none"))}\n";
        }

        await Snapshots.Match("Expiry", story);
    }

    [Fact]
    public async Task Renting_gives_out_no_old_connection()
    {
        var (old, older) = (Open(), Open());
        _clock.Advance(s_tick);
        var young = Open();
        _clock.Advance(s_lifetime - s_tick);
        _inner.Gives(old, older, young);
        using var caller = new CancellationTokenSource();
        Expect.Equal(young, await Patience.Ends(Layer().RentAsync(caller.Token)), "The connection", Section);
        Expect.Sequence([old, older], _inner.Discarded, "Discarded connections", Section);
        Expect.Equal(0, _inner.Returned.Count, "Connections returned", Section);
        Expect.Equal(caller.Token, _inner.LastToken, "The inner pool's last token", Section);
    }

    [Fact]
    public async Task What_the_inner_pool_throws_goes_on_as_it_is()
    {
        var (pool, error, old) = (Layer(), new IOException("no route"), Open());
        _clock.Advance(s_lifetime);
        _inner.Gives(old);
        _inner.Does(_ => Task.FromException<IConnection>(error));
        Expect.Same(error, await Record.ExceptionAsync(() => Patience.Ends(pool.RentAsync(Token))), Section);
        Expect.Sequence([old], _inner.Discarded, "Discarded connections", Section);
    }

    [Fact]
    public async Task Renting_does_not_mind_how_long_a_connection_was_unused()
    {
        var unused = Open();
        _clock.Advance(s_lifetime - s_tick);
        _inner.Gives(unused);
        Expect.Equal(unused, await Patience.Ends(Layer().RentAsync(Token)), "The connection", Section);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(-1, false)]
    public async Task Returning_discards_what_is_old(long ticks, bool old)
    {
        var (pool, connection) = (Layer(), Open());
        _clock.Advance(s_lifetime + TimeSpan.FromTicks(ticks));
        await Patience.Ends(pool.ReturnAsync(connection).AsTask());
        Expect.Sequence(old ? [connection] : [], _inner.Discarded, "Discarded connections", Section);
        Expect.Sequence(old ? [] : [connection], _inner.Returned, "Returned connections", Section);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(-1, false)]
    public async Task A_sweep_discards_what_was_unused_too_long_to_the_tick(long ticks, bool unused)
    {
        var (pool, back, added) = (Layer(), Open(), Open());
        _clock.Advance(TimeSpan.FromMinutes(4));
        var fresh = Open();
        await UseOnce(pool, back);
        _inner.Add(fresh, added);
        _clock.Advance(s_idle + TimeSpan.FromTicks(ticks) - TimeSpan.FromMinutes(4));
        await Patience.Ends(pool.SweepAsync());
        Expect.Sequence(unused ? [added] : [], _inner.Discarded, "Discarded when one was opened and never used", Section);
        _clock.Advance(TimeSpan.FromMinutes(4));
        await Patience.Ends(pool.SweepAsync());
        Expect.Equal(unused ? 3 : 1, _inner.Discarded.Count, "Discarded when the others are unused as long", Section);
    }

    [Fact]
    public async Task Each_use_begins_the_time_anew()
    {
        var (pool, connection) = (Layer(), Open());
        for (var use = 0; use < 3; use++)
        {
            await UseOnce(pool, connection);
            _clock.Advance(s_idle - s_tick);
            await Patience.Ends(pool.SweepAsync());
            Expect.Equal(0, _inner.Discarded.Count, "Discarded connections", Section);
        }
    }

    [Fact]
    public async Task Time_in_use_is_not_time_unused()
    {
        var (pool, connection) = (Layer(), Open());
        _inner.Gives(connection);
        await Patience.Ends(pool.RentAsync(Token));
        _clock.Advance(s_idle * 2);
        await Patience.Ends(pool.ReturnAsync(connection).AsTask());
        await Patience.Ends(pool.SweepAsync());
        Expect.Equal(0, _inner.Discarded.Count, "Discarded right after it came back", Section);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(6)]
    public async Task The_minimum_stays_and_the_longest_idle_go_first(int minimum)
    {
        var connections = Enumerable.Range(0, 5).Select(_ => Open()).ToList();
        _inner.Add(connections);
        _clock.Advance(s_idle);
        await Patience.Ends(Layer(minimum).SweepAsync());
        Expect.Sequence(connections.Take(5 - minimum), _inner.Discarded, "Discarded connections", Section);
        Expect.Equal(0, _inner.Returned.Count, "Connections returned by a sweep", Section);
    }

    [Fact]
    public async Task Old_ones_go_whatever_the_minimum()
    {
        _inner.Add(Open(), Open());
        _clock.Advance(s_tick);
        var young = Open();
        _inner.Add(young);
        _clock.Advance(s_lifetime - s_tick);
        await Patience.Ends(Layer(minimum: 5).SweepAsync());
        Expect.Sequence([young], _inner.Idle, "Idle connections after a sweep", Section);
        Expect.Equal(2, _inner.Discarded.Count, "Discarded connections", Section);
    }

    [Fact]
    public async Task Old_ones_go_first_and_count_no_more()
    {
        // The longest idle one is unused, the last one is old: when the old one has gone, the minimum is left.
        var pool = Layer(minimum: 2);
        var old = Open();
        _clock.Advance(s_lifetime - TimeSpan.FromMinutes(15));
        var (unused, other) = (Open(), Open());
        _inner.Add(unused);
        _clock.Advance(TimeSpan.FromMinutes(14));
        await UseOnce(pool, other);
        await UseOnce(pool, old);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await Patience.Ends(pool.SweepAsync());
        Expect.Sequence([old], _inner.Discarded, "Discarded connections", Section);
    }

    [Fact]
    public async Task What_somebody_takes_meanwhile_is_theirs()
    {
        var (taken, left) = (Open(), Open());
        _inner.Add(taken, left);
        _inner.OnTake = connection =>
        {
            if (connection == taken)
                _inner.Steal(connection);
        };
        _clock.Advance(s_lifetime);
        await Patience.Ends(Layer().SweepAsync());
        Expect.Sequence([left], _inner.Discarded, "Discarded connections", Section);
        Expect.True(!taken.Closed, "A connection that somebody had taken was closed.", Section);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task Setting_the_wall_clock_changes_nothing(int direction)
    {
        var (pool, connection) = (Layer(), Open());
        await UseOnce(pool, connection);
        _clock.SetBack(s_lifetime * 2 * direction);
        await Patience.Ends(pool.SweepAsync());
        Expect.Equal(0, _inner.Discarded.Count, "Discarded when date and time were set", Section);
        _clock.Advance(s_idle);
        await Patience.Ends(pool.SweepAsync());
        Expect.Equal(1, _inner.Discarded.Count, "Discarded when it was unused too long", Section);
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(-1, 1, 1)]
    [InlineData(1, 0, 1)]
    [InlineData(1, -1, 1)]
    [InlineData(1, 1, -1)]
    public void Numbers_out_of_range_are_refused(long idle, long lifetime, int minimum) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Expiry(_inner, TimeSpan.FromTicks(idle), TimeSpan.FromTicks(lifetime), minimum, _clock));

    private Expiry Layer(int minimum = 0) => new(_inner, s_idle, s_lifetime, minimum, _clock);

    private Connection Open() => new(null, ++_number, _clock.GetTimestamp());

    private async Task UseOnce(Expiry pool, Connection connection)
    {
        _inner.Steal(connection);
        _inner.Gives(connection);
        await Patience.Ends(pool.ReturnAsync(await Patience.Ends(pool.RentAsync(Token))).AsTask());
    }
}
