using System.Collections.Concurrent;
using Camp.Testing;
using Xunit;

namespace Camp.Predict.Tests;

public sealed class FeedbackTests
{
    private const string Section = "A region complains";
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_tick = TimeSpan.FromTicks(1);

    private readonly SettableClock _clock = new();
    private readonly ConcurrentQueue<Alert> _alerts = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_region_tells_its_story()
    {
        var feedback = New(threshold: 3, keep: 2);
        var story = "";
        for (var age = 20; age < 24; age++)
            feedback.Remember(Of("north", age));
        feedback.Remember(Of("south", 70));
        foreach (var (region, minutes) in new[] { ("north", 0), ("south", 10), ("north", 10), ("north", 45), ("north", 0), ("south", 0), ("north", 0) })
        {
            _clock.Advance(TimeSpan.FromMinutes(minutes));
            var alerted = await Complain(feedback, region);
            story += $"{minutes} min later {region} complains: {(alerted ? $"alert, {Text(_alerts.Last())}" : "noted")}\n";
        }

        await Snapshots.Match("Feedback", story);

        static string Text(Alert alert) =>
            $"{alert.Complaints} complaints, latest customers of {alert.Region} aged {string.Join(", ", alert.Samples.Select(served => served.Customer.Age))}";
    }

    [Fact]
    public async Task The_complaint_that_reaches_the_threshold_makes_the_alert()
    {
        var feedback = New(threshold: 3);
        foreach (var expected in new[] { false, false, true, false, false, true, false })
            Expect.Equal(expected, await Complain(feedback, "north"), "Whether a complaint made an alert", Section);
        Expect.Sequence(["north 3", "north 3"], _alerts.Select(alert => $"{alert.Region} {alert.Complaints}"), "Alerts", Section);
    }

    [Fact]
    public async Task A_threshold_of_one_alerts_every_time()
    {
        var feedback = New(threshold: 1);
        Expect.Equal(true, await Complain(feedback, "north"), "The first complaint", Section);
        Expect.Equal(true, await Complain(feedback, "north"), "The second complaint", Section);
        Expect.Sequence([1, 1], _alerts.Select(alert => alert.Complaints), "Complaints of each alert", Section);
    }

    [Fact]
    public async Task Regions_are_counted_and_sampled_apart()
    {
        var feedback = New(threshold: 2, keep: 5);
        feedback.Remember(Of("north", 30));
        feedback.Remember(Of("south", 40));
        feedback.Remember(Of("North", 50));
        feedback.Remember(Of("north", 60));
        foreach (var region in new[] { "north", "south", "North" })
            Expect.Equal(false, await Complain(feedback, region), $"The first complaint of {region}", Section);
        Expect.Equal(true, await Complain(feedback, "north"), "The second complaint of north", Section);
        Expect.Sequence([Of("north", 60), Of("north", 30)], _alerts.Single().Samples, "Samples, the newest first", Section);
        Expect.Equal(true, await Complain(feedback, "south"), "The second complaint of south", Section);
        Expect.Sequence([Of("south", 40)], _alerts.Last().Samples, "Samples of south", Section);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task The_latest_predictions_are_remembered_and_no_more(int keep)
    {
        var feedback = New(threshold: 1, keep: keep);
        for (var age = 20; age < 30; age++)
        {
            feedback.Remember(Of("north", age));
            feedback.Remember(Of("south", age + 50));
        }

        await Complain(feedback, "north");
        Expect.Sequence(Enumerable.Range(0, keep).Select(back => Of("north", 29 - back)), _alerts.Single().Samples, "Samples, the newest first", Section);
        await Complain(feedback, "north");
        Expect.Equal(keep, _alerts.Last().Samples.Count, "Samples of the next alert", Section);
    }

    [Fact]
    public async Task An_alert_is_not_changed_by_what_comes_after_it()
    {
        var feedback = New(threshold: 1, keep: 2);
        feedback.Remember(Of("north", 20));
        await Complain(feedback, "north");
        feedback.Remember(Of("north", 21));
        feedback.Remember(Of("north", 22));
        Expect.Sequence([Of("north", 20)], _alerts.Single().Samples, "Samples of an alert, after newer predictions", Section);
    }

    [Fact]
    public async Task A_region_without_predictions_can_complain()
    {
        Expect.Equal(true, await Complain(New(threshold: 1), "nowhere"), "The complaint", Section);
        Expect.Equal(0, _alerts.Single().Samples.Count, "Samples", Section);
    }

    [Fact]
    public async Task A_complaint_counts_for_the_window_and_no_tick_longer()
    {
        var feedback = New(threshold: 2);
        await Complain(feedback, "north");
        _clock.Advance(s_hour);
        Expect.Equal(false, await Complain(feedback, "north"), "A complaint exactly a window after the one before", Section);
        _clock.Advance(s_hour - s_tick);
        Expect.Equal(true, await Complain(feedback, "north"), "A complaint a tick earlier", Section);
        Expect.Equal(2, _alerts.Single().Complaints, "Complaints of the alert", Section);
    }

    [Fact]
    public async Task Old_complaints_leave_one_by_one()
    {
        var feedback = New(threshold: 3);
        for (var round = 0; round < 6; round++)
        {
            Expect.Equal(false, await Complain(feedback, "north"), "A complaint every half hour, of which two are in any hour", Section);
            _clock.Advance(TimeSpan.FromMinutes(30));
        }
    }

    [Fact]
    public async Task Setting_date_and_time_changes_nothing()
    {
        var feedback = New(threshold: 2);
        await Complain(feedback, "north");
        _clock.SetBack(TimeSpan.FromHours(-5));
        Expect.Equal(true, await Complain(feedback, "north"), "The second complaint", Section);
    }

    [Fact]
    public async Task Many_complaints_at_once_are_in_one_alert_each()
    {
        var feedback = New(threshold: 10);
        var alerts = 0;
        // Many short rounds: each start from one line is a chance to meet.
        for (var round = 0; round < 100; round++)
        {
            await Patience.Ends(Together.Run(8, _ =>
            {
                for (var times = 0; times < 5; times++)
                {
                    feedback.Remember(Of("north", times));
                    if (feedback.ComplainAsync("north", Token).GetAwaiter().GetResult())
                        Interlocked.Increment(ref alerts);
                }
            }), "eight threads that complain");
        }

        Expect.Equal(400, alerts, "Complaints of 4000 that made an alert, with a threshold of 10", Section);
        Expect.Equal(400, _alerts.Count, "Alerts", Section);
        Expect.True(_alerts.All(alert => alert.Complaints == 10), "An alert has another number of complaints than the threshold.", Section);
    }

    [Fact]
    public async Task While_the_owner_is_being_told_nobody_waits()
    {
        using var gate = new Gate();
        var feedback = new Feedback(2, s_hour, 3, (alert, _) => alert.Region == "north" ? gate.Pass() : Task.CompletedTask, _clock);
        await Complain(feedback, "north");
        var telling = Patience.Start(() => feedback.ComplainAsync("north", Token)).Unwrap();
        await Call.Until(gate.Arrived, telling, "the notification");
        Expect.Equal(false, await Complain(feedback, "north"), "A complaint meanwhile", Section);
        await Patience.Returns(() => feedback.Remember(Of("north", 20)), "Remember, while the owner is being told");
        Expect.Equal(false, await Complain(feedback, "south"), "A complaint of another region", Section);
        Expect.Equal(true, await Complain(feedback, "south"), "The alert of another region", Section);
        Call.MustWait(telling, "ComplainAsync, while the owner is being told", Section);
        gate.Open();
        Expect.Equal(true, await Patience.Ends(telling), "The complaint that made the alert", Section);
    }

    [Fact]
    public async Task A_notification_that_blocks_its_thread_holds_up_nobody()
    {
        using var begun = new ManualResetEventSlim();
        using var leave = new ManualResetEventSlim();
        var feedback = new Feedback(1, s_hour, 3, (alert, _) =>
        {
            if (alert.Region == "north")
            {
                begun.Set();
                leave.Wait();
            }

            return Task.CompletedTask;
        }, _clock);
        var telling = Patience.Start(() => feedback.ComplainAsync("north", Token)).Unwrap();
        try
        {
            await Call.Until(Patience.Start(begun.Wait), telling, "the notification");
            Expect.Equal(true, await Complain(feedback, "south"), "The alert of another region", Section);
        }
        finally
        {
            leave.Set();
        }

        Expect.Equal(true, await Patience.Ends(telling), "The complaint that made the alert", Section);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_notification_that_fails_loses_no_complaint(bool thrownAtOnce)
    {
        var (error, failing) = (new IOException("no mail today"), true);
        var feedback = new Feedback(2, s_hour, 3, (alert, _) =>
        {
            if (failing)
                return thrownAtOnce ? throw error : Task.FromException(error);
            _alerts.Enqueue(alert);
            return Task.CompletedTask;
        }, _clock);
        await Complain(feedback, "north");
        Expect.Same(error, await Record.ExceptionAsync(() => Complain(feedback, "north")), Section);
        Expect.Same(error, await Record.ExceptionAsync(() => Complain(feedback, "north")), Section);
        failing = false;
        Expect.Equal(true, await Complain(feedback, "north"), "The next complaint", Section);
        Expect.Equal(4, _alerts.Single().Complaints, "Complaints of the alert", Section);
        Expect.Equal(false, await Complain(feedback, "north"), "The complaint after the alert", Section);
    }

    [Fact]
    public async Task Complaints_that_come_back_get_old_like_others()
    {
        var failing = true;
        var feedback = new Feedback(2, s_hour, 3, (alert, _) => failing ? Task.FromException(new IOException()) : Task.CompletedTask, _clock);
        await Complain(feedback, "north");
        await Record.ExceptionAsync(() => Complain(feedback, "north"));
        failing = false;
        _clock.Advance(s_hour);
        Expect.Equal(false, await Complain(feedback, "north"), "A complaint when the failed ones have got old", Section);
    }

    [Fact]
    public async Task A_cancelled_notification_is_one_that_failed()
    {
        using var caller = new CancellationTokenSource();
        CancellationToken seen = default;
        var feedback = new Feedback(2, s_hour, 3, (_, token) =>
        {
            seen = token;
            token.ThrowIfCancellationRequested();
            return Task.CompletedTask;
        }, _clock);
        await Call.Fails<OperationCanceledException>(() => feedback.ComplainAsync("north", new CancellationToken(true)), "A complaint that was cancelled before", Section);
        Expect.Equal(false, await Complain(feedback, "north"), "The first complaint that counts", Section);
        Expect.Equal(true, await Patience.Ends(feedback.ComplainAsync("north", caller.Token)), "The second", Section);
        Expect.True(seen == caller.Token, "The notification got another token than the caller's.", Section);
    }

    [Theory]
    [InlineData(0, 60, 1)]
    [InlineData(1, 0, 1)]
    [InlineData(1, -1, 1)]
    [InlineData(1, 60, 0)]
    public void Numbers_outside_their_range_are_refused(int threshold, int minutes, int keep) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Feedback(threshold, TimeSpan.FromMinutes(minutes), keep, (_, _) => Task.CompletedTask, _clock));

    private Feedback New(int threshold, int keep = 3) => new(threshold, s_hour, keep, (alert, _) =>
    {
        _alerts.Enqueue(alert);
        return Task.CompletedTask;
    }, _clock);

    private static Task<bool> Complain(Feedback feedback, string region) =>
        Patience.Ends(Patience.Start(() => feedback.ComplainAsync(region, Token)).Unwrap(), $"ComplainAsync(\"{region}\")");

    private static Served Of(string region, double age) => new(region, new(age, 10, 12), 0.5);
}
