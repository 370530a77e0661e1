using Camp.Testing;

namespace Camp.Predict.Tests;

/// <summary>Small situations; every <c>camp check</c> runs each of them in hundreds of orders.</summary>
public static class AbTestRaces
{
    public static async Task Two_outcomes_at_once()
    {
        var test = new AbTest("offer", 0.5, 1);
        await Task.WhenAll(Task.Run(() => test.Record(Variant.B, success: true)), Task.Run(() => test.Record(Variant.B, success: false)));
        Expect.Equal(0.5, test.Judge().Difference, "The difference after one success and one failure of B", "Better, worse, or chance?");
    }

    public static async Task One_judges_while_another_records()
    {
        var test = new AbTest("offer", 0.5, 1);
        var recording = Task.Run(() => test.Record(Variant.B, success: true));
        var difference = test.Judge().Difference;
        Expect.True(difference is 0 or 1, $"The difference is {difference} while the first outcome, a success, is being recorded.", "Better, worse, or chance?");
        await recording;
    }
}
