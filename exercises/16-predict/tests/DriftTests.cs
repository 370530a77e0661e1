using Camp.Testing;
using Xunit;

namespace Camp.Predict.Tests;

public sealed class DriftTests
{
    private const string Section = "Drift";
    private const string Again = "Trained again";

    private readonly Retraining _retraining = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_drift_tells_its_story()
    {
        // The real model: what it said of its training data, and what it says when people use the service less and less.
        var model = await ChurnModel.LoadAsync(Models.File, Token);
        var reference = ChurnData.Generate(16, 4_000).Select(one => model.Probability(one.Customer)).ToList();
        var story = "";
        foreach (var usage in new[] { 1.0, 0.9, 0.7, 0.4, 0.1 })
        {
            var drift = new Drift(reference, 2_000, _retraining.Run);
            foreach (var (customer, _) in ChurnData.Generate(99, 2_000, usage))
                drift.Observe(model.Probability(customer));
            story += FormattableString.Invariant($"usage times {usage:F1}: divergence {drift.LastDivergence:F4}, {(drift.LastDivergence > Drift.Limit ? "retrain" : "fine")}\n");
        }

        await Snapshots.Match("Drift", story);
    }

    [Fact]
    public void Equal_shares_diverge_by_nothing() =>
        Is(0, Drift.Divergence([9, 19, 29], [9, 19, 29]));

    [Theory]
    [InlineData(new[] { 9, 29 }, new[] { 19, 19 }, 0.130812)]
    [InlineData(new[] { 19, 19 }, new[] { 9, 29 }, 0.143841)]
    [InlineData(new[] { 99, 0 }, new[] { 49, 49 }, 0.637601)]
    [InlineData(new[] { 0, 0 }, new[] { 0, 2 }, 0.143841)]
    [InlineData(new[] { 5 }, new[] { 700 }, 0)]
    [InlineData(new[] { 0, 10, 0 }, new[] { 10, 0, 0 }, 1.844535)]
    public void The_divergence_is_weighted_by_the_current_shares(int[] current, int[] reference, double expected) =>
        Is(expected, Drift.Divergence(current, reference));

    [Fact]
    public void Large_counts_do_not_overflow() =>
        Is(0, Drift.Divergence([int.MaxValue, int.MaxValue], [int.MaxValue, int.MaxValue]));

    [Fact]
    public void Different_bins_cannot_be_compared()
    {
        Assert.Throws<ArgumentException>(() => Drift.Divergence([1, 2], [1, 2, 3]));
        Assert.Throws<ArgumentException>(() => Drift.Divergence([1, 2, 3], [1, 2]));
        Assert.Throws<ArgumentException>(() => Drift.Divergence([], []));
    }

    [Fact]
    public void The_divergence_is_known_when_the_window_is_full()
    {
        var drift = new Drift([0.05, 0.15], 3, _retraining.Run);
        drift.Observe(0.05);
        drift.Observe(0.15);
        Expect.Equal(null, drift.LastDivergence, "The divergence before the first window is full", Section);
        drift.Observe(0.15);
        Is(Drift.Divergence([1, 2, 0, 0, 0, 0, 0, 0, 0, 0], [1, 1, 0, 0, 0, 0, 0, 0, 0, 0]), drift.LastDivergence);
        drift.Observe(0.95);
        drift.Observe(0.95);
        Is(Drift.Divergence([1, 2, 0, 0, 0, 0, 0, 0, 0, 0], [1, 1, 0, 0, 0, 0, 0, 0, 0, 0]), drift.LastDivergence);
        drift.Observe(0.95);
        Is(Drift.Divergence([0, 0, 0, 0, 0, 0, 0, 0, 0, 3], [1, 1, 0, 0, 0, 0, 0, 0, 0, 0]), drift.LastDivergence);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.0999, 0)]
    [InlineData(0.1001, 1)]
    [InlineData(0.5, 5)]
    [InlineData(0.9999, 9)]
    [InlineData(1, 9)]
    [InlineData(0.38, 3)]
    public void Each_probability_has_its_bin(double probability, int bin)
    {
        var (counts, one) = (new int[10], new int[10]);
        (counts[bin], one[2]) = (40, 1);
        var drift = new Drift([0.25], 40, _retraining.Run);
        for (var number = 0; number < 40; number++)
            drift.Observe(probability);
        Is(Drift.Divergence(counts, one), drift.LastDivergence);
        var same = new Drift([probability], 1, _retraining.Run);
        same.Observe(probability);
        Is(0, same.LastDivergence);
        // The divergence of two bins is the same whichever two they are: so one that is surely in the bin, too.
        var neighbour = new Drift([(bin + 0.3) / 10], 1, _retraining.Run);
        neighbour.Observe(probability);
        Is(0, neighbour.LastDivergence);
    }

    [Fact]
    public async Task Above_the_limit_the_model_is_retrained()
    {
        var drift = Drifting();
        using var running = Running.Start(drift);
        await Window(drift, 0.95);
        await running.Until(_retraining.Began(1), "the retraining");
        _retraining.End(Many(0.95));
        await running.Until(Eventually(() => drift.Retrainings == 1), "the end of the retraining");
        await Window(drift, 0.95);
        Expect.True(drift.LastDivergence < 0.01, $"By the new reference the same predictions should be no drift, but diverge by {drift.LastDivergence}.", Again);
        Expect.True(!Together.Chance(() => _retraining.Count > 1), "The same predictions asked for one more retraining.", Again);
    }

    [Fact]
    public async Task At_the_limit_and_below_it_nothing_happens()
    {
        var drift = Drifting();
        using var running = Running.Start(drift);
        for (var round = 0; round < 20; round++)
        {
            for (var number = 0; number < 190; number++)
                drift.Observe(0.05);
            for (var number = 0; number < 10; number++)
                drift.Observe(0.15);
        }

        Expect.True(drift.LastDivergence is > 0 and <= Drift.Limit, $"A divergence of {drift.LastDivergence} is not what this test needs.", Section);
        Expect.True(!Together.Chance(() => _retraining.Count > 0), "A small divergence asked for a retraining.", Again);
        await running.Alive();
    }

    [Fact]
    public async Task What_was_asked_for_before_it_runs_is_done_once()
    {
        var drift = Drifting();
        for (var window = 0; window < 5; window++)
            await Window(drift, 0.95);
        using var running = Running.Start(drift);
        await running.Until(_retraining.Began(1), "the retraining that was asked for before");
        _retraining.End(Many(0.95));
        await running.Until(Eventually(() => drift.Retrainings == 1), "the end of the retraining");
        Expect.True(!Together.Chance(() => _retraining.Count > 1), "Five windows above the limit asked for more than one retraining.", Again);
    }

    [Fact]
    public async Task One_retraining_at_a_time_and_one_more_for_what_came_meanwhile()
    {
        var drift = Drifting();
        using var running = Running.Start(drift);
        await Window(drift, 0.95);
        await running.Until(_retraining.Began(1), "the first retraining");
        for (var window = 0; window < 4; window++)
            await Window(drift, 0.95);
        Expect.True(!Together.Chance(() => _retraining.Count > 1), "A second retraining began while the first was under way.", Again);
        _retraining.End(Many(0.05));
        await running.Until(_retraining.Began(2), "one more retraining, for what was asked meanwhile");
        _retraining.End(Many(0.95));
        await running.Until(Eventually(() => drift.Retrainings == 2), "the end of the second retraining");
        Expect.True(!Together.Chance(() => _retraining.Count > 2), "More than one retraining came afterwards.", Again);
    }

    [Fact]
    public async Task After_a_retraining_the_window_begins_anew()
    {
        var drift = Drifting();
        using var running = Running.Start(drift);
        await Window(drift, 0.95);
        await running.Until(_retraining.Began(1), "the retraining");
        for (var number = 0; number < 199; number++)
            drift.Observe(0.05);
        _retraining.End(Many(0.95));
        await running.Until(Eventually(() => drift.Retrainings == 1), "the end of the retraining");
        await Window(drift, 0.95);
        Expect.True(drift.LastDivergence < 0.01, $"What the old model said is in a window of the new one: the divergence is {drift.LastDivergence}.", Again);
        Expect.True(!Together.Chance(() => _retraining.Count > 1), "What the old model said asked for one more retraining.", Again);
    }

    [Fact]
    public async Task A_retraining_that_fails_is_kept_and_asked_for_again()
    {
        var drift = Drifting();
        using var running = Running.Start(drift);
        Expect.Equal(null, drift.LastError, "The error before the first retraining", Again);
        await Window(drift, 0.95);
        await running.Until(_retraining.Began(1), "the retraining");
        var error = new IOException("no data");
        _retraining.Fail(error);
        await running.Until(Eventually(() => drift.LastError is not null), "the failure in LastError");
        Expect.Same(error, drift.LastError, Again);
        await Window(drift, 0.95);
        Expect.True(drift.LastDivergence > Drift.Limit, "After a failure the old reference should stay.", Again);
        Expect.Equal(0, drift.Retrainings, "Retrainings that ended well", Again);
        await running.Until(_retraining.Began(2), "the retraining that the next window asks for");
        _retraining.End(Many(0.95));
        await running.Until(Eventually(() => drift.Retrainings == 1), "the end of the retraining");
        Expect.Equal(null, drift.LastError, "The error after a success", Again);
    }

    [Fact]
    public async Task A_retraining_without_a_usable_reference_has_failed()
    {
        var drift = Drifting();
        using var running = Running.Start(drift);
        await Window(drift, 0.95);
        await running.Until(_retraining.Began(1), "the retraining");
        _retraining.End([]);
        await running.Until(Eventually(() => drift.LastError is not null), "the failure in LastError");
        await Window(drift, 0.95);
        Expect.True(drift.LastDivergence > Drift.Limit, "The old reference should stay.", Again);
    }

    [Fact]
    public async Task A_timeout_of_the_retraining_does_not_end_the_loop()
    {
        var drift = Drifting();
        using var running = Running.Start(drift);
        await Window(drift, 0.95);
        await running.Until(_retraining.Began(1), "the retraining");
        _retraining.Fail(new TaskCanceledException("HttpClient.Timeout"));
        await running.Until(Eventually(() => drift.LastError is not null), "the failure in LastError");
        await running.Alive();
    }

    [Fact]
    public async Task Cancelling_ends_the_loop_and_reaches_the_retraining()
    {
        var drift = Drifting();
        using var running = Running.Start(drift);
        await Window(drift, 0.95);
        await running.Until(_retraining.Began(1), "the retraining");
        Expect.True(_retraining.LastToken == running.Token, "The retraining got another token than RunAsync.", Again);
        running.Cancel();
        _retraining.Fail(new OperationCanceledException(running.Token));
        await Call.Fails<OperationCanceledException>(() => running.Task, "RunAsync, after its cancellation", Again);
        await Call.Fails<OperationCanceledException>(() => Drifting().RunAsync(new CancellationToken(true)), "RunAsync, cancelled before", Again);
    }

    [Fact]
    public async Task Threads_observe_at_once_and_no_prediction_is_lost()
    {
        var drift = new Drift([0.05, 0.95], 40_000, _retraining.Run);
        await Patience.Ends(Together.Run(4, number =>
        {
            for (var times = 0; times < 10_000; times++)
                drift.Observe(number < 2 ? 0.05 : 0.95);
        }), "four threads that observe");
        Is(Drift.Divergence([20_000, 0, 0, 0, 0, 0, 0, 0, 0, 20_000], [1, 0, 0, 0, 0, 0, 0, 0, 0, 1]), drift.LastDivergence);
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Drift([0.5], 0, _retraining.Run));
        Assert.ThrowsAny<ArgumentException>(() => new Drift([], 1, _retraining.Run));
        var drift = new Drift([0.5], 1, _retraining.Run);
        foreach (var bad in new[] { -0.01, 1.01, double.NaN, double.PositiveInfinity })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => new Drift([0.5, bad], 1, _retraining.Run));
            Assert.Throws<ArgumentOutOfRangeException>(() => drift.Observe(bad));
        }

        Expect.Equal(null, drift.LastDivergence, "The divergence after refused predictions", Section);
    }

    private Drift Drifting() => new(Many(0.05), 200, _retraining.Run);

    private static double[] Many(double probability) => [.. Enumerable.Repeat(probability, 200)];

    private static Task Window(Drift drift, double probability) => Patience.Returns(() =>
    {
        for (var number = 0; number < 200; number++)
            drift.Observe(probability);
    }, "Observe, which must not wait for anything");

    private static async Task Eventually(Func<bool> happened)
    {
        // A counter that nobody signals. The pause leaves the processor to the retraining; no verdict depends on it.
        while (!happened())
            await Task.Delay(10);
    }

    private static void Is(double expected, double? actual) =>
        Expect.True(actual is { } value && Math.Abs(expected - value) < 0.000002, FormattableString.Invariant($"The divergence: expected {expected:F6}, got {actual:F6}."), Section);
}
