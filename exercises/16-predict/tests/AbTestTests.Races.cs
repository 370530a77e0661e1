using Xunit;

namespace Camp.Predict.Tests;

/// <summary>Small situations for <c>camp check --race</c>, which runs each of them in hundreds of orders.</summary>
public static class AbTestRaces
{
    public static async Task Two_outcomes_at_once()
    {
        var test = new AbTest("offer", 0.5, 1);
        await Task.WhenAll(Task.Run(() => test.Record(Variant.B, success: true)), Task.Run(() => test.Record(Variant.B, success: false)));
        Assert.Equal(0.5, test.Judge().Difference);
    }

    public static async Task One_judges_while_another_records()
    {
        var test = new AbTest("offer", 0.5, 1);
        var recording = Task.Run(() => test.Record(Variant.B, success: true));
        Assert.Contains(test.Judge().Difference, new[] { 0.0, 1.0 });
        await recording;
    }
}
