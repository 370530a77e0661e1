using Camp.Testing;
using Xunit;

namespace Camp.Predict.Tests;

public sealed class LatencyTests
{
    private const string Section = "The 95th percentile";
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_tick = TimeSpan.FromTicks(1);

    private readonly SettableClock _clock = new();

    [Fact]
    public async Task A_window_tells_its_story()
    {
        var latency = new Latency(s_minute, _clock);
        var story = $"at the start: {Text(latency.Read())}\n";
        for (var second = 0; second < 90; second++)
        {
            var slow = second is >= 30 and < 45;
            latency.Record(TimeSpan.FromMilliseconds(slow ? 900 + second : 20 + (second % 7)), failed: slow && second % 3 == 0);
            _clock.Advance(TimeSpan.FromSeconds(1));
            if (second % 15 == 14)
                story += $"after {second + 1} s: {Text(latency.Read())}\n";
        }

        await Snapshots.Match("Latency", story);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(19, 19)]
    [InlineData(20, 19)]
    [InlineData(21, 20)]
    [InlineData(40, 38)]
    [InlineData(99, 95)]
    [InlineData(100, 95)]
    [InlineData(101, 96)]
    [InlineData(1000, 950)]
    public void The_percentile_is_the_nearest_rank(int count, int expected)
    {
        var latency = new Latency(s_minute, _clock);
        // In no order at all: seven has no common factor with these counts, but for a few that the next line meets.
        var step = count % 7 == 0 ? 5 : 7;
        for (var number = 0; number < count; number++)
            latency.Record(TimeSpan.FromTicks(100 * ((number * step % count) + 1)), failed: false);
        Is(latency.Read(), count, TimeSpan.FromTicks(100 * expected), 0);
    }

    [Fact]
    public void Without_requests_all_figures_are_zero() => Is(new Latency(s_minute, _clock).Read(), 0, TimeSpan.Zero, 0);

    [Fact]
    public void Equal_times_and_no_time_at_all_count()
    {
        var latency = new Latency(s_minute, _clock);
        for (var number = 0; number < 30; number++)
            latency.Record(TimeSpan.Zero, failed: false);
        Is(latency.Read(), 30, TimeSpan.Zero, 0);
        latency.Record(s_minute, failed: false);
        latency.Record(s_minute, failed: false);
        Is(latency.Read(), 32, s_minute, 0);
    }

    [Fact]
    public void The_error_rate_is_the_share_of_the_failed_and_their_times_count()
    {
        var latency = new Latency(s_minute, _clock);
        for (var number = 1; number <= 8; number++)
            latency.Record(TimeSpan.FromSeconds(number), failed: number > 5);
        Is(latency.Read(), 8, TimeSpan.FromSeconds(8), 3.0 / 8);
    }

    [Fact]
    public void A_request_counts_for_the_window_and_no_tick_longer()
    {
        var latency = new Latency(s_minute, _clock);
        latency.Record(TimeSpan.FromSeconds(9), failed: true);
        _clock.Advance(TimeSpan.FromSeconds(1));
        latency.Record(TimeSpan.FromSeconds(1), failed: false);
        _clock.Advance(s_minute - TimeSpan.FromSeconds(1) - s_tick);
        Is(latency.Read(), 2, TimeSpan.FromSeconds(9), 0.5);
        _clock.Advance(s_tick);
        Is(latency.Read(), 1, TimeSpan.FromSeconds(1), 0);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Is(latency.Read(), 0, TimeSpan.Zero, 0);
    }

    [Fact]
    public void Slow_requests_count_from_their_end_not_from_their_beginning()
    {
        var latency = new Latency(s_minute, _clock);
        latency.Record(TimeSpan.FromHours(1), failed: false);
        Is(latency.Read(), 1, TimeSpan.FromHours(1), 0);
    }

    [Fact]
    public void Reading_changes_nothing()
    {
        var latency = new Latency(s_minute, _clock);
        latency.Record(TimeSpan.FromSeconds(3), failed: true);
        latency.Record(TimeSpan.FromSeconds(1), failed: false);
        Is(latency.Read(), 2, TimeSpan.FromSeconds(3), 0.5);
        Is(latency.Read(), 2, TimeSpan.FromSeconds(3), 0.5);
        // Whoever sorts what is kept forgets by the wrong end.
        _clock.Advance(TimeSpan.FromSeconds(30));
        latency.Record(TimeSpan.FromSeconds(2), failed: false);
        latency.Read();
        _clock.Advance(TimeSpan.FromSeconds(30));
        Is(latency.Read(), 1, TimeSpan.FromSeconds(2), 0);
    }

    [Fact]
    public void Setting_date_and_time_changes_nothing()
    {
        var latency = new Latency(s_minute, _clock);
        latency.Record(TimeSpan.FromSeconds(3), failed: false);
        _clock.SetBack(TimeSpan.FromHours(-2));
        Is(latency.Read(), 1, TimeSpan.FromSeconds(3), 0);
        _clock.SetBack(TimeSpan.FromHours(4));
        _clock.Advance(s_minute);
        Is(latency.Read(), 0, TimeSpan.Zero, 0);
    }

    [Fact]
    public async Task Threads_record_and_read_at_once_and_nothing_is_lost()
    {
        var latency = new Latency(s_minute, _clock);
        var steps = await Patience.Ends(Together.Race(3, number =>
        {
            latency.Record(TimeSpan.FromTicks(number), failed: number == 1);
            if (number == 2)
            {
                // Old ones leave while others come.
                _clock.Advance(s_minute);
                latency.Read();
            }
        }, beats: 300), "threads that record and read");
        Expect.True(steps.Min() > 0, "A thread did nothing.", Section);
        _clock.Advance(s_minute);
        Is(latency.Read(), 0, TimeSpan.Zero, 0);
        await Patience.Ends(Together.Run(4, number =>
        {
            for (var times = 0; times < 5_000; times++)
                latency.Record(TimeSpan.FromTicks(times), failed: number == 0);
        }), "four threads that record");
        var report = latency.Read();
        Expect.Equal(20_000, report.Count, "Requests that four threads have recorded", Section);
        Expect.Equal(0.25, report.ErrorRate, "The error rate", Section);
    }

    [Fact]
    public void What_counts_no_more_takes_no_memory()
    {
        var latency = new Latency(TimeSpan.FromSeconds(1), _clock);
        Fill(1_000);
        var before = Heap.InUse();
        Fill(300_000);
        var grown = Heap.InUse() - before;
        Expect.True(grown < 1_000_000, $"After 300,000 requests that count no more, {grown:N0} bytes more are in use.", Section);
        GC.KeepAlive(latency);

        void Fill(int count)
        {
            for (var number = 0; number < count; number++)
            {
                latency.Record(TimeSpan.FromTicks(number), failed: false);
                _clock.Advance(TimeSpan.FromMilliseconds(100));
            }
        }
    }

    [Fact]
    public void Two_of_them_keep_their_own()
    {
        var (one, other) = (new Latency(s_minute, _clock), new Latency(s_minute, _clock));
        one.Record(TimeSpan.FromSeconds(1), failed: true);
        Is(other.Read(), 0, TimeSpan.Zero, 0);
        Is(one.Read(), 1, TimeSpan.FromSeconds(1), 1);
    }

    [Fact]
    public void Bad_numbers_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Latency(TimeSpan.Zero, _clock));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Latency(-s_tick, _clock));
        var latency = new Latency(s_tick, _clock);
        Assert.Throws<ArgumentOutOfRangeException>(() => latency.Record(-s_tick, failed: false));
        Is(latency.Read(), 0, TimeSpan.Zero, 0);
    }

    private static string Text(LatencyReport report) => FormattableString.Invariant($"{report.Count} requests, P95 {report.P95.TotalMilliseconds} ms, errors {report.ErrorRate:P1}").Replace(" %", "%", StringComparison.Ordinal);

    private static void Is(LatencyReport report, int count, TimeSpan p95, double errors)
    {
        Expect.Equal(count, report.Count, "The count", Section);
        Expect.Equal(p95, report.P95, "P95", Section);
        Expect.Equal(errors, report.ErrorRate, "The error rate", Section);
    }
}
