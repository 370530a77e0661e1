using Camp.Testing;
using Xunit;

namespace Camp.Predict.Tests;

public sealed class AbTestTests
{
    private const string Split = "Who gets which";
    private const string Section = "Better, worse, or chance?";

    [Fact]
    public async Task An_experiment_tells_its_story()
    {
        var story = "";
        foreach (var (name, a, b) in new[] { ("too early", 40, 80), ("chance", 500, 520), ("better", 500, 600), ("worse", 500, 380) })
        {
            var test = new AbTest("offer", 0.5, 100);
            var outcomes = name == "too early" ? 99 : 1_000;
            Fill(test, Variant.A, outcomes, a);
            Fill(test, Variant.B, outcomes, b);
            var verdict = test.Judge();
            story += FormattableString.Invariant($"{name}: {a} of {outcomes} against {b} of {outcomes}: {verdict.Decision}, difference {verdict.Difference:F4}, from {verdict.Low:F4} to {verdict.High:F4}; ");
            story += $"then {test.Conclude()}, anna gets {test.Assign("anna")}, bert gets {test.Assign("bert")}\n";
        }

        await Snapshots.Match("AbTest", story);
    }

    [Theory]
    [InlineData("offer", "anna", 4561)]
    [InlineData("offer", "bert", 768)]
    [InlineData("offer", "用户", 1444)]
    [InlineData("offer", "", 9117)]
    [InlineData("other", "anna", 6074)]
    public void A_user_stands_in_the_bucket_that_the_hash_says(string experiment, string user, int bucket)
    {
        Expect.Equal(Variant.A, new AbTest(experiment, (bucket - 0.5) / 10_000, 1).Assign(user), $"The model of '{user}' when the share ends before bucket {bucket}", Split);
        Expect.Equal(Variant.B, new AbTest(experiment, (bucket + 0.5) / 10_000, 1).Assign(user), $"The model of '{user}' when the share ends after bucket {bucket}", Split);
    }

    // Shares that a double holds exactly, and users whose buckets lie at their ends.
    [Theory]
    [InlineData("user 8750", 0.25, Variant.B)]
    [InlineData("user 21537", 0.25, Variant.A)]
    [InlineData("user 23851", 0.5, Variant.B)]
    [InlineData("user 8149", 0.5, Variant.A)]
    public void The_bucket_at_the_shares_end_does_not_get_the_new_model(string user, double share, Variant variant) =>
        Expect.Equal(variant, new AbTest("offer", share, 1).Assign(user), $"The model of '{user}' with a share of {share}", Split);

    [Fact]
    public void A_user_gets_the_same_model_every_time_and_from_every_object()
    {
        var test = new AbTest("offer", 0.3, 1);
        for (var number = 0; number < 500; number++)
        {
            var first = test.Assign($"user {number}");
            Expect.Equal(first, test.Assign($"user {number}"), "The model at the second time", Split);
            Expect.Equal(first, new AbTest("offer", 0.3, 1).Assign($"user {number}"), "The model from another object", Split);
        }
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0.1, 900, 1100)]
    [InlineData(0.5, 4850, 5150)]
    [InlineData(1, 10000, 10000)]
    public void The_share_of_users_is_about_the_one_asked_for(double share, int least, int most)
    {
        var test = new AbTest("offer", share, 1);
        var count = Enumerable.Range(0, 10_000).Count(number => test.Assign($"user {number}") == Variant.B);
        Expect.True(count >= least && count <= most, $"{count} of 10,000 users got B with a share of {share}.", Split);
    }

    [Fact]
    public void When_the_share_grows_nobody_loses_the_new_model()
    {
        var (small, large) = (new AbTest("offer", 0.1, 1), new AbTest("offer", 0.4, 1));
        for (var number = 0; number < 2_000; number++)
            Expect.True(small.Assign($"user {number}") == Variant.A || large.Assign($"user {number}") == Variant.B, $"User {number} lost the new model when the share grew.", Split);
    }

    [Fact]
    public void Two_experiments_split_in_two_ways()
    {
        var (one, other) = (new AbTest("one", 0.5, 1), new AbTest("other", 0.5, 1));
        var same = Enumerable.Range(0, 4_000).Count(number => one.Assign($"user {number}") == other.Assign($"user {number}"));
        Expect.True(same is > 1_800 and < 2_200, $"{same} of 4,000 users got the same letter in two experiments; by chance it is about half.", Split);
    }

    [Theory]
    [InlineData(100, 50, 100, 50, 0, -0.138593, 0.138593)]
    [InlineData(1000, 500, 1000, 560, 0.06, 0.016331, 0.103669)]
    [InlineData(400, 100, 100, 30, 0.05, -0.049338, 0.149338)]
    [InlineData(100, 30, 400, 100, -0.05, -0.149338, 0.049338)]
    [InlineData(10, 10, 10, 0, -1, -1, -1)]
    [InlineData(0, 0, 0, 0, 0, 0, 0)]
    [InlineData(0, 0, 100, 50, 0.5, 0.402, 0.598)]
    [InlineData(100, 50, 0, 0, -0.5, -0.598, -0.402)]
    public void The_interval_is_the_formula(int nA, int a, int nB, int b, double difference, double low, double high)
    {
        var test = new AbTest("offer", 0.5, 1_000_000);
        Fill(test, Variant.A, nA, a);
        Fill(test, Variant.B, nB, b);
        var verdict = test.Judge();
        Near(difference, verdict.Difference, "The difference");
        Near(low, verdict.Low, "The lower end");
        Near(high, verdict.High, "The upper end");
        Expect.Equal(Decision.Continue, verdict.Decision, "The decision with too few outcomes", Section);
    }

    [Theory]
    [InlineData(500, 560, Decision.RollOut)]
    [InlineData(500, 540, Decision.Continue)]
    [InlineData(500, 500, Decision.Continue)]
    [InlineData(500, 460, Decision.Continue)]
    [InlineData(500, 440, Decision.RollBack)]
    [InlineData(0, 0, Decision.Continue)]
    [InlineData(0, 1000, Decision.RollOut)]
    [InlineData(1000, 0, Decision.RollBack)]
    public void The_whole_interval_decides(int a, int b, Decision decision)
    {
        var test = new AbTest("offer", 0.5, 1_000);
        Fill(test, Variant.A, 1_000, a);
        Fill(test, Variant.B, 1_000, b);
        Expect.Equal(decision, test.Judge().Decision, $"The decision for {a} against {b} of 1000", Section);
    }

    [Theory]
    [InlineData(99, 100, Decision.Continue)]
    [InlineData(100, 99, Decision.Continue)]
    [InlineData(100, 100, Decision.RollOut)]
    public void Each_model_needs_the_minimum(int a, int b, Decision decision)
    {
        var test = new AbTest("offer", 0.5, 100);
        Fill(test, Variant.A, a, 0);
        Fill(test, Variant.B, b, b);
        Expect.Equal(decision, test.Judge().Decision, $"The decision after {a} and {b} outcomes", Section);
        Expect.Equal(decision, test.Conclude(), "What Conclude says", Section);
    }

    [Theory]
    [InlineData(900, Variant.B, Decision.RollOut)]
    [InlineData(100, Variant.A, Decision.RollBack)]
    public void After_a_decision_everybody_gets_one_model_and_it_stays(int successes, Variant all, Decision decision)
    {
        var test = new AbTest("offer", 0.5, 100);
        Fill(test, Variant.A, 1_000, 500);
        Fill(test, Variant.B, 1_000, successes);
        test.Judge();
        Expect.Equal(2, Enumerable.Range(0, 200).Select(number => test.Assign($"user {number}")).Distinct().Count(), "Models in use after Judge, which changes nothing", Section);
        Expect.Equal(decision, test.Conclude(), "The decision", Section);
        Fill(test, all, 50_000, 0);
        Fill(test, all == Variant.A ? Variant.B : Variant.A, 50_000, 50_000);
        Expect.Equal(decision, test.Conclude(), "The decision, after the figures have turned", Section);
        Expect.True(Enumerable.Range(0, 200).All(number => test.Assign($"user {number}") == all), $"After {decision} everybody should get {all}.", Section);
    }

    [Fact]
    public void Without_a_decision_nothing_changes_and_a_later_one_counts()
    {
        var test = new AbTest("offer", 0.5, 100);
        Fill(test, Variant.A, 100, 50);
        Fill(test, Variant.B, 100, 50);
        Expect.Equal(Decision.Continue, test.Conclude(), "The decision", Section);
        Expect.Equal(2, Enumerable.Range(0, 200).Select(number => test.Assign($"user {number}")).Distinct().Count(), "Models in use", Section);
        Fill(test, Variant.B, 1_000, 1_000);
        Expect.Equal(Decision.RollOut, test.Conclude(), "The later decision", Section);
    }

    [Fact]
    public async Task Outcomes_of_many_threads_are_all_counted_and_belong_together()
    {
        var test = new AbTest("offer", 0.5, 1_000_000);
        // Many short rounds: each start from one line is a chance to meet.
        for (var round = 0; round < 200; round++)
        {
            var first = round * 125;
            await Patience.Ends(Together.Run(4, number =>
            {
                for (var times = first; times < first + 125; times++)
                    test.Record(number % 2 == 0 ? Variant.A : Variant.B, success: times % 4 == 0 || number >= 2);
            }), "four threads that record");
        }

        var verdict = test.Judge();
        Near(0, verdict.Difference, "The difference of two equal models");
        // By 50,000 outcomes each with a rate of 0.625.
        Near(0.006001, verdict.High, "The upper end");
    }

    [Fact]
    public async Task A_verdict_in_the_middle_never_has_a_rate_above_one()
    {
        var test = new AbTest("offer", 0.5, 1);
        await Patience.Ends(Together.Race(3, number =>
        {
            if (number > 0)
            {
                test.Record(Variant.B, success: true);
                return;
            }

            var verdict = test.Judge();
            Expect.True(verdict.Difference is 0 or 1 && !double.IsNaN(verdict.Low), $"A verdict of nothing but successes has the difference {verdict.Difference}.", Section);
        }, beats: 500), "threads that record while one judges");
    }

    [Theory]
    [InlineData(-0.01, 1)]
    [InlineData(1.01, 1)]
    [InlineData(double.NaN, 1)]
    [InlineData(0.5, 0)]
    public void Numbers_outside_their_range_are_refused(double share, int minimum) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new AbTest("offer", share, minimum));

    private static void Fill(AbTest test, Variant variant, int outcomes, int successes)
    {
        for (var number = 0; number < outcomes; number++)
            test.Record(variant, number < successes);
    }

    private static void Near(double expected, double actual, string what) =>
        Expect.True(Math.Abs(expected - actual) < 0.000002, FormattableString.Invariant($"{what}: expected {expected:F6}, got {actual:F6}."), Section);
}
