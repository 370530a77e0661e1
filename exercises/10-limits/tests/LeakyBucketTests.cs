using System.Collections.Concurrent;
using System.Globalization;
using Camp.Testing;
using Xunit;

namespace Camp.Limits.Tests;

public sealed class LeakyBucketTests
{
    private const string Section = "The leaky bucket";
    private const string Time = "One clock, no drift";
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    private readonly SettableClock _clock = new();

    [Fact]
    public async Task A_bucket_tells_its_story() =>
        await Snapshots.Match("LeakyBucket", await Patience.Returns(Story, "LeakyBucket, one step after the other"));

    private string Story()
    {
        var bucket = new LeakyBucket(capacity: 2, drops: 5, s_second, _clock);
        var story = "room for 2 who wait, 5 leave a second\n";
        foreach (var wait in new[] { 0, 0, 0, 0, 150, 50, 0, 0, 500, 0, 199, 1, 10_000, 0, 0, 0 })
        {
            _clock.Advance(TimeSpan.FromMilliseconds(wait));
            var turn = bucket.TryEnter();
            var answer = turn is { } time ? string.Create(CultureInfo.InvariantCulture, $"has its turn in {time.TotalMilliseconds} ms") : "is refused";
            story += $"after {wait} ms one {answer}\n";
        }
        return story;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1_000)]
    public void One_goes_at_once_and_as_many_as_the_capacity_wait(int capacity)
    {
        var bucket = new LeakyBucket(capacity, 10, s_second, _clock);
        var turns = Enumerable.Range(0, capacity + 5).Select(_ => bucket.TryEnter()).ToList();
        var expected = Enumerable.Range(0, capacity + 1).Select(number => (TimeSpan?)TimeSpan.FromMilliseconds(100 * number));
        Expect.Sequence([.. expected, null, null, null, null], turns, "Turns of requests at once", Section);
    }

    [Theory]
    [InlineData(3, 10_000_000)]
    [InlineData(7, 10_000_000)]
    [InlineData(60, 10_000_001)]
    [InlineData(5, 3)]
    public void Turns_do_not_drift(int drops, long period)
    {
        var bucket = new LeakyBucket(20_000, drops, TimeSpan.FromTicks(period), _clock);
        for (var number = 0L; number <= 20_000; number++)
        {
            // Rounded up to a tick.
            var expected = ((number * period) + drops - 1) / drops;
            Expect.Equal(TimeSpan.FromTicks(expected), bucket.TryEnter(), $"The turn of request {number} in one row", Section);
        }
    }

    [Fact]
    public void Each_turn_that_has_passed_makes_room_for_one()
    {
        var bucket = new LeakyBucket(2, 1, s_second, _clock);
        for (var i = 0; i < 3; i++)
            Expect.Equal(TimeSpan.FromSeconds(i), bucket.TryEnter(), $"The turn of request {i}", Section);
        for (var step = 0; step < 5; step++)
        {
            _clock.Advance(s_second - TimeSpan.FromTicks(1));
            Expect.Equal(null, bucket.TryEnter(), "The turn of a request one tick before there is room", Section);
            _clock.Advance(TimeSpan.FromTicks(1));
            Expect.Equal(TimeSpan.FromSeconds(2), bucket.TryEnter(), "The turn of a request when there is room", Section);
            Expect.Equal(null, bucket.TryEnter(), "The turn of one more", Section);
        }
    }

    [Fact]
    public void A_refused_request_moves_nobodys_turn()
    {
        var bucket = new LeakyBucket(1, 1, s_second, _clock);
        bucket.TryEnter();
        bucket.TryEnter();
        for (var i = 0; i < 100; i++)
            Expect.Equal(null, bucket.TryEnter(), "The turn of a request that finds the bucket full", Section);
        _clock.Advance(s_second);
        Expect.Equal(s_second, bucket.TryEnter(), "The turn of the next, a second later", Section);
    }

    [Fact]
    public void A_rest_saves_up_no_burst()
    {
        var bucket = new LeakyBucket(3, 4, s_second, _clock);
        bucket.TryEnter();
        _clock.Advance(TimeSpan.FromDays(30));
        var turns = Enumerable.Range(0, 5).Select(_ => bucket.TryEnter()?.TotalMilliseconds);
        Expect.Sequence([0, 250, 500, 750, null], turns, "Turns after a rest of 30 days", Section);
    }

    [Fact]
    public void Turns_are_as_far_apart_when_requests_trickle_in()
    {
        var bucket = new LeakyBucket(5, 2, s_second, _clock);
        Expect.Equal(TimeSpan.Zero, bucket.TryEnter(), "The first turn", Section);
        _clock.Advance(TimeSpan.FromMilliseconds(400));
        Expect.Equal(TimeSpan.FromMilliseconds(100), bucket.TryEnter(), "A turn 400 ms after the one before", Section);
        _clock.Advance(TimeSpan.FromMilliseconds(700));
        Expect.Equal(TimeSpan.Zero, bucket.TryEnter(), "A turn 600 ms after the one before", Section);
        _clock.Advance(TimeSpan.FromMilliseconds(100));
        Expect.Equal(TimeSpan.FromMilliseconds(400), bucket.TryEnter(), "A turn 100 ms after the one before", Section);
    }

    [Fact]
    public async Task Sixty_four_threads_get_a_turn_each_and_no_turn_twice()
    {
        var bucket = new LeakyBucket(20_000, 10, s_second, _clock);
        var turns = new ConcurrentBag<TimeSpan>();
        await Patience.Ends(
            Together.Run(64, _ =>
            {
                while (bucket.TryEnter() is { } turn)
                    turns.Add(turn);
            }),
            "64 threads call LeakyBucket.TryEnter");
        Expect.Equal(20_001, turns.Count, "Requests that got in", Section);
        var inOrder = turns.Order().Select((turn, number) => turn == TimeSpan.FromMilliseconds(100 * number));
        Expect.True(inOrder.All(right => right), "Two threads got the same turn, or a turn was left out.", Section);
    }

    [Fact]
    public void Setting_the_wall_clock_changes_nothing()
    {
        foreach (var hours in new[] { 1, -1 })
        {
            var bucket = new LeakyBucket(5, 1, s_second, _clock);
            bucket.TryEnter();
            _clock.SetBack(TimeSpan.FromHours(hours));
            Expect.Equal(s_second, bucket.TryEnter(), "The turn after date and time were set", Time);
            _clock.Advance(TimeSpan.FromMilliseconds(500));
            Expect.Equal(TimeSpan.FromMilliseconds(1500), bucket.TryEnter(), "The turn half a second later", Time);
        }
    }

    [Fact]
    public void A_timestamp_that_goes_back_counts_as_the_latest()
    {
        var clock = new NanoClock();
        var bucket = new LeakyBucket(2, 1, s_second, clock);
        bucket.TryEnter();
        clock.Add(500_000_000);
        Expect.Equal(TimeSpan.FromMilliseconds(500), bucket.TryEnter(), "The turn after half a second", Time);
        clock.Add(-100_000_000_000);
        Expect.Equal(TimeSpan.FromMilliseconds(1500), bucket.TryEnter(), "The turn after the timestamp went back", Time);
        Expect.Equal(null, bucket.TryEnter(), "The turn of one more", Time);
    }

    [Fact]
    public void Steps_shorter_than_a_tick_add_up()
    {
        var clock = new NanoClock();
        var bucket = new LeakyBucket(1, 1, TimeSpan.FromMilliseconds(1), clock);
        bucket.TryEnter();
        Expect.Equal(TimeSpan.FromMilliseconds(1), bucket.TryEnter(), "The second turn", Section);
        for (var step = 0; step < 10_000; step++)
        {
            clock.Add(99);
            Expect.Equal(null, bucket.TryEnter(), "The turn of one who finds the bucket full", Section);
        }
        clock.Add(10_000);
        Expect.Equal(TimeSpan.FromMilliseconds(1), bucket.TryEnter(), "The turn of one after 1 ms in steps of 99 ns", Time);
    }

    [Fact]
    public void Two_buckets_have_their_own_turns()
    {
        var (one, other) = (new LeakyBucket(2, 1, s_second, _clock), new LeakyBucket(2, 1, s_second, _clock));
        Expect.Equal(TimeSpan.Zero, one.TryEnter(), "The first turn in one bucket", Section);
        Expect.Equal(TimeSpan.Zero, other.TryEnter(), "The first turn in another", Section);
        Expect.Equal(TimeSpan.Zero, new LeakyBucket(2, 1, s_second, _clock).TryEnter(), "The first turn in a later one", Section);
    }

    [Theory]
    [InlineData(-1, 1, 1)]
    [InlineData(1, 0, 1)]
    [InlineData(1, -5, 1)]
    [InlineData(1, 1, 0)]
    [InlineData(1, 1, -1)]
    public void Numbers_out_of_range_are_refused(int capacity, int drops, long period) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new LeakyBucket(capacity, drops, TimeSpan.FromTicks(period), _clock));
}
