using System.Globalization;
using Camp.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Camp.Limits.Tests;

public sealed class TokenBucketTests
{
    private const string Section = "The token bucket";
    private const string Time = "One clock, no drift";
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    private readonly SettableClock _clock = new();

    [Fact]
    public async Task A_bucket_tells_its_story() =>
        await Snapshots.Match("TokenBucket", await Patience.Returns(Story, "TokenBucket, one step after the other"));

    private string Story()
    {
        var bucket = new TokenBucket(burst: 3, tokens: 5, s_second, _clock);
        var story = "a bucket of 3 tokens, 5 a second\n";
        foreach (var wait in new[] { 0, 0, 0, 0, 100, 100, 0, 300, 0, 10_000, 0, 0, 0 })
        {
            _clock.Advance(TimeSpan.FromMilliseconds(wait));
            var answer = bucket.TryTake() ? "passes" : "is refused";
            story += string.Create(CultureInfo.InvariantCulture,
                $"after {wait} ms one {answer}; retry after {bucket.RetryAfter.TotalMilliseconds} ms, full in {bucket.UntilFull.TotalMilliseconds} ms\n");
        }
        return story;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(1_000)]
    public void A_new_bucket_lets_exactly_its_burst_through(int burst)
    {
        var bucket = new TokenBucket(burst, 5, s_second, _clock);
        Expect.Equal(burst, Ask.UntilRefused(bucket), "Requests at once", Section);
        Expect.Equal(0, Ask.Times(bucket, 10), "Requests after the burst, at the same time", Section);
    }

    [Fact]
    public void The_frameworks_bucket_lets_the_same_burst_through()
    {
        var mine = Ask.UntilRefused(new TokenBucket(7, 5, s_second, _clock));
        using var theirs = FrameworkLimiters.TokenBucket(burst: 7, tokens: 5, TimeSpan.FromDays(1));
        Expect.Equal(FrameworkLimiters.UntilRefused(theirs), mine, "Requests at once", Section);
    }

    [Fact]
    public async Task Sixty_four_threads_take_exactly_the_burst()
    {
        var bucket = new TokenBucket(100_000, 1, s_second, _clock);
        Expect.Equal(100_000, await Ask.Crowd(bucket), "Requests of 64 threads that passed", Section);
    }

    [Fact]
    public async Task Sixty_four_threads_take_exactly_what_flows_in()
    {
        var bucket = new TokenBucket(10_000, 7, s_second, _clock);
        Expect.Equal(10_000, Ask.UntilRefused(bucket), "Requests at once", Section);
        // 3,000 steps of 0.4567891 s bring 9,592.5711 tokens: less than would fill the bucket.
        var steps = 3_000;
        var passed = await Ask.Crowd(bucket, () =>
        {
            if (Interlocked.Decrement(ref steps) < 0)
                return false;
            _clock.Advance(TimeSpan.FromTicks(4_567_891));
            return true;
        });
        Expect.Equal(9_592, passed, "Requests of 64 threads that passed while tokens flowed in", Section);
    }

    [Theory]
    [InlineData(1, 10_000_000, 1_000_000, 10)]
    [InlineData(3, 10_000_000, 10_000, 10_000)]
    [InlineData(7, 10_000_000, 1_234_567, 1_000)]
    [InlineData(1_000, 10_000_000, 9_999, 1_001)]
    [InlineData(2, 3, 1, 300)]
    [InlineData(11, 864_000_000_000, 4_200_000_007, 5_000)]
    [InlineData(1, 30_000_000, 9_999_999, 301)]
    public void Fractions_of_a_token_are_neither_lost_nor_made_up(int tokens, long period, long step, int steps)
    {
        var bucket = new TokenBucket(50, tokens, TimeSpan.FromTicks(period), _clock);
        Expect.Equal(50, Ask.UntilRefused(bucket), "Requests at once", Section);
        for (var (i, passed) = (1, 0L); i <= steps; i++)
        {
            _clock.Advance(TimeSpan.FromTicks(step));
            passed += Ask.UntilRefused(bucket);
            Expect.Equal(i * step * tokens / period, passed, $"Requests after {i} steps of {step} ticks", Section);
        }
    }

    [Fact]
    public void Steps_shorter_than_a_tick_add_up()
    {
        var clock = new NanoClock();
        var bucket = new TokenBucket(1, 1, TimeSpan.FromMilliseconds(1), clock);
        Expect.Equal(1, Ask.UntilRefused(bucket), "Requests at once", Section);
        var passed = 0;
        for (var step = 0; step < 50_000; step++)
        {
            clock.Add(99);
            passed += bucket.TryTake() ? 1 : 0;
        }
        // 50,000 times 99 ns are 4.95 ms.
        Expect.Equal(4, passed, "Requests during 4.95 ms at one a millisecond, asked every 99 ns", Time);
    }

    [Theory]
    [InlineData(5, 1, 31)]
    [InlineData(1_000_000_000, 1, 365_000)]
    [InlineData(int.MaxValue, 1, 1_000_000)]
    [InlineData(1, 400, 365_000)]
    public void A_long_rest_fills_the_bucket_and_no_more(int tokens, int periodInDays, int days)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(1, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var bucket = new TokenBucket(9, tokens, TimeSpan.FromDays(periodInDays), clock);
        Expect.Equal(9, Ask.UntilRefused(bucket), "Requests at once", Section);
        clock.Advance(TimeSpan.FromDays(days));
        Expect.Equal(9, Ask.UntilRefused(bucket), $"Requests after a rest of {days} days", Section);
    }

    [Fact]
    public void A_fast_flow_into_a_large_bucket_does_not_overflow()
    {
        // A sum that wraps round is negative for about half of these rests.
        for (var rest = 1; rest <= 30; rest++)
        {
            var clock = new FakeTimeProvider(new DateTimeOffset(1, 1, 1, 0, 0, 0, TimeSpan.Zero));
            var bucket = new TokenBucket(rest % 2 == 0 ? 9 : int.MaxValue, int.MaxValue - rest, TimeSpan.FromTicks(1), clock);
            Expect.Equal(9, Ask.Times(bucket, 9), "Of nine requests", Section);
            clock.Advance(TimeSpan.FromDays(97_003 * rest));
            Expect.Equal(TimeSpan.Zero, bucket.RetryAfter, $"RetryAfter after {97_003 * rest} days", Section);
            Expect.Equal(9, Ask.Times(bucket, 9), $"Of nine requests after {97_003 * rest} days", Section);
        }
    }

    [Theory]
    [InlineData(1, 10_000_000)]
    [InlineData(3, 10_000_000)]
    [InlineData(7, 600_000_000)]
    [InlineData(5, 3)]
    public void Retry_after_is_true_to_the_tick(int tokens, long period)
    {
        for (var offset = 0L; offset < 40; offset += 7)
        {
            var bucket = new TokenBucket(2, tokens, TimeSpan.FromTicks(period), _clock);
            Expect.Equal(2, Ask.UntilRefused(bucket), "Requests at once", Section);
            // Not yet enough for one token.
            _clock.Advance(TimeSpan.FromTicks(Math.Min(offset, (period - 1) / tokens)));
            var wait = bucket.RetryAfter;
            Expect.True(wait > TimeSpan.Zero, $"An empty bucket says to retry after {wait}.", Section);
            _clock.Advance(wait - TimeSpan.FromTicks(1));
            Expect.True(!bucket.TryTake(), $"RetryAfter said {wait.Ticks} ticks, and a tick earlier a request passed.", Section);
            Expect.Equal(TimeSpan.FromTicks(1), bucket.RetryAfter, "RetryAfter, one tick before", Section);
            _clock.Advance(TimeSpan.FromTicks(1));
            Expect.Equal(TimeSpan.Zero, bucket.RetryAfter, "RetryAfter when the time has come", Section);
            Expect.True(bucket.TryTake(), $"RetryAfter said {wait.Ticks} ticks, and then a request was refused.", Section);
        }
    }

    [Fact]
    public void Until_full_is_true_to_the_tick()
    {
        var bucket = new TokenBucket(4, 3, s_second, _clock);
        Expect.Equal(TimeSpan.Zero, bucket.UntilFull, "UntilFull of a new bucket", Section);
        Ask.UntilRefused(bucket);
        Expect.Equal(TimeSpan.FromTicks(13_333_334), bucket.UntilFull, "UntilFull of an empty bucket", Section);
        _clock.Advance(TimeSpan.FromTicks(13_333_333));
        Expect.Equal(TimeSpan.FromTicks(1), bucket.UntilFull, "UntilFull, one tick before", Section);
        _clock.Advance(TimeSpan.FromTicks(1));
        Expect.Equal(TimeSpan.Zero, bucket.UntilFull, "UntilFull when the time has come", Section);
        Expect.Equal(4, Ask.UntilRefused(bucket), "Requests from the full bucket", Section);
    }

    [Fact]
    public void Reading_the_times_takes_nothing()
    {
        var bucket = new TokenBucket(3, 1, s_second, _clock);
        for (var i = 0; i < 100; i++)
            Expect.Equal(TimeSpan.Zero, bucket.RetryAfter + bucket.UntilFull, "RetryAfter and UntilFull of a full bucket", Section);
        Expect.Equal(3, Ask.UntilRefused(bucket), "Requests at once", Section);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Setting_the_wall_clock_changes_nothing(int hours)
    {
        var bucket = new TokenBucket(10, 2, s_second, _clock);
        Ask.UntilRefused(bucket);
        _clock.SetBack(TimeSpan.FromHours(hours));
        Expect.Equal(0, Ask.UntilRefused(bucket), "Requests after date and time were set", Time);
        _clock.Advance(s_second);
        Expect.Equal(2, Ask.UntilRefused(bucket), "Requests a second after date and time were set", Time);
    }

    [Fact]
    public void A_timestamp_that_goes_back_gives_nothing_and_takes_nothing()
    {
        var clock = new NanoClock();
        var bucket = new TokenBucket(10, 1, s_second, clock);
        Expect.Equal(8, Ask.Times(bucket, 8), "Requests at once", Time);
        clock.Add(-5_000_000_000);
        Expect.Equal(2, Ask.UntilRefused(bucket), "Requests after the timestamp went back by 5 s", Time);
        clock.Add(5_000_000_000);
        Expect.Equal(0, Ask.UntilRefused(bucket), "Requests when it was where it had been", Time);
        clock.Add(3_000_000_000);
        Expect.Equal(3, Ask.UntilRefused(bucket), "Requests 3 s later", Time);
    }

    [Fact]
    public void Two_buckets_have_their_own_tokens()
    {
        var (one, other) = (new TokenBucket(2, 1, s_second, _clock), new TokenBucket(3, 1, s_second, _clock));
        Expect.Equal(2, Ask.UntilRefused(one), "Requests to one bucket", Section);
        Expect.Equal(3, Ask.UntilRefused(other), "Requests to another bucket", Section);
        Expect.Equal(2, Ask.UntilRefused(new TokenBucket(2, 1, s_second, _clock)), "Requests to a later bucket", Section);
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(-1, 1, 1)]
    [InlineData(1, 0, 1)]
    [InlineData(1, -5, 1)]
    [InlineData(1, 1, 0)]
    [InlineData(1, 1, -1)]
    public void Numbers_out_of_range_are_refused(int burst, int tokens, long period) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TokenBucket(burst, tokens, TimeSpan.FromTicks(period), _clock));
}
