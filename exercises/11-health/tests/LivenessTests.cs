using Camp.Testing;
using Xunit;

namespace Camp.Health.Tests;

public sealed class LivenessTests
{
    private const string Section = "Liveness";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly SettableClock _clock = new();

    [Theory]
    [InlineData(0, 200, "alive")]
    [InlineData(29_999, 200, "alive")]
    [InlineData(30_000, 200, "alive")]
    [InlineData(30_001, 503, "stuck")]
    [InlineData(86_400_000, 503, "stuck")]
    public async Task The_answer_goes_by_the_age_of_the_last_beat(int milliseconds, int code, string status)
    {
        var liveness = new Liveness(_clock, Limit);
        _clock.Advance(TimeSpan.FromSeconds(20));
        liveness.Beat();
        _clock.Advance(TimeSpan.FromMilliseconds(milliseconds));
        Same(code, status, await Probe.Of(liveness.InvokeAsync));
    }

    [Fact]
    public async Task The_start_counts_as_a_beat()
    {
        _clock.Advance(TimeSpan.FromDays(1));
        var liveness = new Liveness(_clock, Limit);
        Same(200, "alive", await Probe.Of(liveness.InvokeAsync));
        _clock.Advance(Limit);
        Same(200, "alive", await Probe.Of(liveness.InvokeAsync));
        _clock.Advance(TimeSpan.FromTicks(1));
        Same(503, "stuck", await Probe.Of(liveness.InvokeAsync));
    }

    [Fact]
    public async Task A_probe_is_no_beat()
    {
        var liveness = new Liveness(_clock, Limit);
        for (var probe = 0; probe < 3; probe++)
        {
            _clock.Advance(TimeSpan.FromSeconds(10));
            Same(200, "alive", await Probe.Of(liveness.InvokeAsync));
        }

        _clock.Advance(TimeSpan.FromSeconds(10));
        Same(503, "stuck", await Probe.Of(liveness.InvokeAsync));
    }

    [Fact]
    public async Task One_that_beats_again_is_alive_again()
    {
        var liveness = new Liveness(_clock, Limit);
        _clock.Advance(TimeSpan.FromHours(1));
        Same(503, "stuck", await Probe.Of(liveness.InvokeAsync));
        liveness.Beat();
        Same(200, "alive", await Probe.Of(liveness.InvokeAsync));
    }

    [Fact]
    public async Task Setting_the_date_back_or_forward_changes_nothing()
    {
        var liveness = new Liveness(_clock, Limit);
        _clock.SetBack(TimeSpan.FromHours(-1));
        Same(200, "alive", await Probe.Of(liveness.InvokeAsync));
        _clock.SetBack(TimeSpan.FromHours(2));
        _clock.Advance(TimeSpan.FromSeconds(31));
        Same(503, "stuck", await Probe.Of(liveness.InvokeAsync));
    }

    [Fact]
    public async Task Two_services_beat_apart()
    {
        var (one, other) = (new Liveness(_clock, Limit), new Liveness(_clock, Limit));
        _clock.Advance(TimeSpan.FromSeconds(31));
        one.Beat();
        Same(200, "alive", await Probe.Of(one.InvokeAsync));
        Same(503, "stuck", await Probe.Of(other.InvokeAsync));
    }

    [Fact]
    public async Task The_exchange_reads_as_recorded()
    {
        var liveness = new Liveness(_clock, Limit);
        await using var site = await Site.Start(liveness.InvokeAsync);
        var transcript = $"> GET /health/live\n{(await site.Get("/health/live")).Transcript()}\n(31 s without a beat)\n\n";
        _clock.Advance(TimeSpan.FromSeconds(31));
        transcript += $"> GET /health/live\n{(await site.Get("/health/live")).Transcript()}";
        await Snapshots.Match("Liveness", transcript);
    }

    private static void Same(int code, string status, Probe probe)
    {
        Expect.Equal($"{code} {status}", $"{probe.Code} {probe.Status}", "The answer", Section);
        Expect.True(probe.Caching.Contains("no-store", StringComparison.OrdinalIgnoreCase), $"Cache-Control is '{probe.Caching}', not 'no-store'.", "Two questions, two answers");
    }
}
