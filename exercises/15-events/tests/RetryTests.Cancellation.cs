using Camp.Testing;
using Xunit;

namespace Camp.Events.Tests;

/// <summary>Who gave up: the caller, or the attempt?</summary>
public sealed partial class RetryTests
{
    [Fact]
    public async Task The_callers_cancellation_ends_a_wait_and_sets_nothing_aside()
    {
        using var caller = new CancellationTokenSource();
        var handler = new Handler(99);
        var delivery = Start(Retry(handler), caller.Token);
        await Waiting(1, delivery);
        await caller.CancelAsync();
        await Call.Fails<OperationCanceledException>(() => delivery, "A delivery that was cancelled while it waited", Cancelled);
        Expect.Equal(1, handler.Attempts, "Attempts", Cancelled);
        Expect.Equal(0, _dead.Count, "Dead letters", Cancelled);
    }

    [Fact]
    public async Task The_callers_cancellation_during_an_attempt_is_no_failure()
    {
        using var caller = new CancellationTokenSource();
        using var gate = new Gate();
        var retry = new Retry<string>(async (_, token) =>
        {
            var arrived = gate.Pass();
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
        }, Bury, s_options with { Attempts = 1 }, _clock);
        var delivery = Start(retry, caller.Token);
        await Call.Until(gate.Arrived, delivery, "the attempt");
        await caller.CancelAsync();
        await Call.Fails<OperationCanceledException>(() => delivery, "A delivery that was cancelled", Cancelled);
        Expect.Equal(0, _dead.Count, "Dead letters", Cancelled);
    }

    [Fact]
    public async Task A_timeout_that_the_caller_did_not_ask_for_is_a_failure()
    {
        var delivery = Start(Retry(new Handler(99, _ => new TaskCanceledException("HttpClient.Timeout"))));
        await RunOut(delivery);
        Expect.Equal(false, await delivery, "DeliverAsync", Cancelled);
        Expect.Equal(5, _dead.Single().Attempts, "The dead letter's attempts", Cancelled);
    }

    [Fact]
    public async Task A_caller_that_has_given_up_before_runs_nothing()
    {
        var handler = new Handler(0);
        var retry = Retry(handler);
        await Call.Fails<OperationCanceledException>(() => retry.DeliverAsync("message", new CancellationToken(true)), "A delivery that was cancelled before", Cancelled);
        Expect.Equal(0, handler.Attempts, "Attempts", Cancelled);
    }
}
