using System.Globalization;
using Camp.Testing;
using Xunit;

namespace Camp.Predict.Tests;

// When a night is run, and again when it has failed.
public sealed partial class NightlyRunTests
{
    [Theory]
    [InlineData("2026-11-25T00:00:00Z", "2026-11-24")]
    [InlineData("2026-11-25T01:59:59.9Z", "2026-11-24")]
    [InlineData("2026-11-25T02:00:00Z", "2026-11-25")]
    [InlineData("2026-11-25T03:30:00+02:00", "2026-11-24")]
    [InlineData("2026-11-25T23:59:59Z", "2026-11-25")]
    public async Task The_night_that_is_due_begins_at_two(string fired, string night)
    {
        await Run(New(Step("extract")), NightlySchedule.Due(DateTimeOffset.Parse(fired, CultureInfo.InvariantCulture)));
        Expect.Sequence([night], Directory.GetDirectories(_root).Select(Path.GetFileName)!, "Folders", Section);
    }

    [Fact]
    public async Task Quartz_runs_the_job_and_tries_a_failed_night_again()
    {
        using var done = new Gate();
        var attempts = 0;
        var run = New(Step("extract"), new NightlyStep("train", (_, _) => Interlocked.Increment(ref attempts) < 3 ? throw new IOException("no data") : done.Pass()));
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddLogging().AddNightlyRun(run);
        using var host = builder.Build();
        await Patience.Ends(host.StartAsync(Token), "the start of the host");
        await Patience.Ends(done.Arrived, "the third attempt");
        done.Open();
        await Patience.Ends(host.StopAsync(Token), "the end of the host, which waits for the job");
        Expect.Equal(3, attempts, "Attempts of the step that failed", Section);
        Expect.Equal(1, _log.Count(name => name == "extract"), "How often the step before it has run", Section);
    }
}
