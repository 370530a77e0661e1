using System.Globalization;
using Camp.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Camp.Limits.Tests;

public sealed class SlidingWindowTests
{
    private const string Section = "The sliding window";
    private const string Time = "One clock, no drift";
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_tick = TimeSpan.FromTicks(1);

    private readonly SettableClock _clock = new();

    [Fact]
    public async Task A_window_tells_its_story() =>
        await Snapshots.Match("SlidingWindow", await Patience.Returns(Story, "SlidingWindow, one step after the other"));

    private string Story()
    {
        var window = new SlidingWindow(limit: 3, s_second, _clock);
        var story = "3 in any second\n";
        foreach (var wait in new[] { 0, 400, 300, 200, 99, 1, 0, 400, 10_000, 0, 0, 0 })
        {
            _clock.Advance(TimeSpan.FromMilliseconds(wait));
            var answer = window.TryTake() ? "passes" : "is refused";
            story += string.Create(CultureInfo.InvariantCulture,
                $"after {wait} ms one {answer}; retry after {window.RetryAfter.TotalMilliseconds} ms, empty in {window.UntilFull.TotalMilliseconds} ms\n");
        }
        return story;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(1_000)]
    public void A_new_window_lets_exactly_its_limit_through(int limit)
    {
        var window = new SlidingWindow(limit, s_second, _clock);
        Expect.Equal(limit, Ask.UntilRefused(window), "Requests at once", Section);
        Expect.Equal(0, Ask.Times(window, 10), "Requests after that, at the same time", Section);
    }

    [Fact]
    public void The_frameworks_window_lets_as_many_through()
    {
        var mine = Ask.UntilRefused(new SlidingWindow(7, s_second, _clock));
        using var theirs = FrameworkLimiters.SlidingWindow(limit: 7, TimeSpan.FromDays(1));
        Expect.Equal(FrameworkLimiters.UntilRefused(theirs), mine, "Requests at once", Section);
    }

    [Fact]
    public void No_border_lets_twice_the_limit_through()
    {
        // Wherever fixed windows would begin, counted from the start, from midnight or from the first request.
        for (var offset = 0; offset < 20; offset++)
        {
            var window = new SlidingWindow(10, s_second, _clock);
            _clock.Advance(TimeSpan.FromMilliseconds(offset * 50));
            Expect.True(window.TryTake(), "The first request was refused.", Section);
            _clock.Advance(TimeSpan.FromMilliseconds(900));
            Expect.Equal(9, Ask.UntilRefused(window), "Requests 900 ms after the first", Section);
            _clock.Advance(TimeSpan.FromMilliseconds(200));
            Expect.Equal(1, Ask.UntilRefused(window), "Requests 1,100 ms after the first, 200 ms after 9 others", Section);
            _clock.Advance(TimeSpan.FromMilliseconds(1_000));
        }
    }

    [Fact]
    public void A_place_is_free_at_the_tick_at_which_its_request_leaves_the_window()
    {
        var window = new SlidingWindow(2, s_second, _clock);
        Expect.True(window.TryTake(), "The first request was refused.", Section);
        _clock.Advance(TimeSpan.FromMilliseconds(300));
        Expect.True(window.TryTake(), "The second request was refused.", Section);
        _clock.Advance(TimeSpan.FromMilliseconds(700) - s_tick);
        Expect.True(!window.TryTake(), "A third request passed one tick less than a second after the first.", Section);
        _clock.Advance(s_tick);
        Expect.Equal(1, Ask.UntilRefused(window), "Requests a second after the first", Section);
        _clock.Advance(TimeSpan.FromMilliseconds(300) - s_tick);
        Expect.Equal(0, Ask.UntilRefused(window), "Requests one tick before the second has left", Section);
        _clock.Advance(s_tick);
        Expect.Equal(1, Ask.UntilRefused(window), "Requests when the second has left", Section);
    }

    [Fact]
    public void Refused_requests_do_not_count()
    {
        var window = new SlidingWindow(1, s_second, _clock);
        for (var second = 0; second < 5; second++)
        {
            Expect.True(window.TryTake(), $"Refused after {second} s, though a second has passed since the last that got through.", Section);
            for (var i = 0; i < 10; i++)
            {
                Expect.True(!window.TryTake(), "A second request passed within the second.", Section);
                _clock.Advance(TimeSpan.FromMilliseconds(100));
            }
        }
    }

    [Fact]
    public void In_any_second_of_a_long_row_the_limit_holds()
    {
        var window = new SlidingWindow(13, s_second, _clock);
        var passed = new Queue<long>();
        var (now, random) = (0L, new Random(7));
        for (var step = 0; step < 20_000; step++)
        {
            var wait = random.Next(1_500_000);
            _clock.Advance(TimeSpan.FromTicks(wait));
            now += wait;
            while (passed.TryPeek(out var oldest) && now - oldest >= s_second.Ticks)
                passed.Dequeue();
            Expect.Equal(passed.Count < 13, window.TryTake(), $"With {passed.Count} of 13 in the second before, that one passes", Section);
            if (passed.Count < 13)
                passed.Enqueue(now);
        }
    }

    [Fact]
    public async Task Sixty_four_threads_get_exactly_the_limit_through()
    {
        var window = new SlidingWindow(20_000, s_second, _clock);
        Expect.Equal(20_000, await Ask.Crowd(window), "Requests of 64 threads that passed", Section);
        _clock.Advance(s_second - s_tick);
        Expect.Equal(0, await Ask.Crowd(window), "Requests that passed a tick before the window ended", Section);
        _clock.Advance(s_tick);
        Expect.Equal(20_000, await Ask.Crowd(window), "Requests that passed in the next window", Section);
    }

    [Fact]
    public void Retry_after_is_true_to_the_tick()
    {
        var window = new SlidingWindow(2, s_second, _clock);
        Expect.Equal(TimeSpan.Zero, window.RetryAfter, "RetryAfter of a new window", Section);
        window.TryTake();
        Expect.Equal(TimeSpan.Zero, window.RetryAfter, "RetryAfter with one place free", Section);
        _clock.Advance(TimeSpan.FromTicks(3_333_333));
        window.TryTake();
        Expect.Equal(TimeSpan.FromTicks(6_666_667), window.RetryAfter, "RetryAfter of a full window", Section);
        _clock.Advance(TimeSpan.FromTicks(6_666_666));
        Expect.Equal(s_tick, window.RetryAfter, "RetryAfter one tick before", Section);
        _clock.Advance(s_tick);
        Expect.Equal(TimeSpan.Zero, window.RetryAfter, "RetryAfter when the time has come", Section);
    }

    [Fact]
    public void Until_full_goes_by_the_newest()
    {
        var window = new SlidingWindow(3, s_second, _clock);
        Expect.Equal(TimeSpan.Zero, window.UntilFull, "UntilFull of a new window", Section);
        window.TryTake();
        _clock.Advance(TimeSpan.FromMilliseconds(400));
        window.TryTake();
        Expect.Equal(s_second, window.UntilFull, "UntilFull right after a request", Section);
        _clock.Advance(TimeSpan.FromMilliseconds(700));
        Expect.Equal(TimeSpan.FromMilliseconds(300), window.UntilFull, "UntilFull 700 ms later", Section);
        _clock.Advance(TimeSpan.FromMilliseconds(300));
        Expect.Equal(TimeSpan.Zero, window.UntilFull, "UntilFull when the newest has left", Section);
        Ask.UntilRefused(window);
        _clock.Advance(TimeSpan.FromDays(1));
        Expect.Equal(TimeSpan.Zero, window.UntilFull, "UntilFull after a long rest", Section);
    }

    [Fact]
    public void A_long_life_needs_no_more_memory_than_the_limit()
    {
        var window = new SlidingWindow(10, TimeSpan.FromMilliseconds(1), _clock);
        Expect.Equal(10, Ask.UntilRefused(window), "Requests at once", Section);
        var before = Heap.InUse();
        for (var i = 0; i < 300_000; i++)
        {
            // Half of them are refused.
            _clock.Advance(TimeSpan.FromTicks(500));
            window.TryTake();
        }
        var grown = Heap.InUse() - before;
        Expect.True(grown < 1_000_000, $"After 300,000 requests {grown} bytes more are in use: more than 10 times are kept.", Section);
        Expect.True(window.RetryAfter < s_second, "The window is full for a second.", Section);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Setting_the_wall_clock_changes_nothing(int hours)
    {
        var window = new SlidingWindow(2, s_second, _clock);
        Ask.UntilRefused(window);
        _clock.SetBack(TimeSpan.FromHours(hours));
        Expect.Equal(0, Ask.UntilRefused(window), "Requests after date and time were set", Time);
        _clock.Advance(s_second);
        Expect.Equal(2, Ask.UntilRefused(window), "Requests a second after date and time were set", Time);
    }

    [Fact]
    public void A_timestamp_that_goes_back_counts_as_the_latest()
    {
        var clock = new NanoClock();
        var window = new SlidingWindow(2, s_second, clock);
        window.TryTake();
        clock.Add(-10_000_000_000);
        Expect.True(window.TryTake(), "The second request was refused after the timestamp went back.", Time);
        Expect.Equal(s_second, window.RetryAfter, "RetryAfter after the timestamp went back", Time);
        clock.Add(10_000_000_000);
        Expect.Equal(0, Ask.UntilRefused(window), "Requests when it was where it had been", Time);
        clock.Add(1_000_000_000);
        Expect.Equal(2, Ask.UntilRefused(window), "Requests a second later", Time);
    }

    [Fact]
    public void Two_windows_count_apart()
    {
        var (one, other) = (new SlidingWindow(2, s_second, _clock), new SlidingWindow(3, s_second, _clock));
        Expect.Equal(2, Ask.UntilRefused(one), "Requests to one window", Section);
        Expect.Equal(3, Ask.UntilRefused(other), "Requests to another", Section);
        Expect.Equal(2, Ask.UntilRefused(new SlidingWindow(2, s_second, _clock)), "Requests to a later one", Section);
    }

    [Fact]
    public void A_window_may_be_as_long_as_the_clock_runs()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(1, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var window = new SlidingWindow(1, TimeSpan.MaxValue, clock);
        Expect.Equal(1, Ask.UntilRefused(window), "Requests at once", Section);
        clock.Advance(TimeSpan.FromDays(3_000_000));
        Expect.Equal(0, Ask.UntilRefused(window), "Requests after 8,000 years in a window without end", Section);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-1, 1)]
    [InlineData(1, 0)]
    [InlineData(1, -1)]
    public void Numbers_out_of_range_are_refused(int limit, long window) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SlidingWindow(limit, TimeSpan.FromTicks(window), _clock));
}
