using Camp.Testing;

namespace Camp.Predict.Tests;

/// <summary>Small situations; every <c>camp check</c> runs each of them in hundreds of orders.</summary>
public static class FeedbackRaces
{
    public static async Task Two_complaints_make_one_alert()
    {
        var alerts = 0;
        var feedback = New(() => Interlocked.Increment(ref alerts));
        var alerted = await Task.WhenAll(Task.Run(() => feedback.ComplainAsync("north", default)), Task.Run(() => feedback.ComplainAsync("north", default)));
        Expect.Equal(1, alerted.Count(made => made), "Complaints of two that made an alert, with a threshold of 2", "A region complains");
        Expect.Equal(1, alerts, "Alerts", "A region complains");
    }

    public static async Task Three_complaints_make_one_alert_and_one_stays()
    {
        var alerts = 0;
        var feedback = New(() => Interlocked.Increment(ref alerts));
        await Task.WhenAll(Task.Run(Complain), Task.Run(Complain), Task.Run(Complain));
        Expect.Equal(1, Volatile.Read(ref alerts), "Alerts of three complaints, with a threshold of 2", "A region complains");
        Expect.True(await Complain(), "The third complaint was lost: with the fourth it makes an alert.", "A region complains");

        Task<bool> Complain() => feedback.ComplainAsync("north", default);
    }

    private static Feedback New(Action told) => new(2, TimeSpan.FromHours(1), 3, (_, _) =>
    {
        told();
        return Task.CompletedTask;
    }, TimeProvider.System);
}
