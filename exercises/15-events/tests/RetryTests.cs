using System.Collections.Concurrent;
using Camp.Testing;
using Xunit;

namespace Camp.Events.Tests;

public sealed partial class RetryTests
{
    private const string Section = "Try again, then set aside";
    private const string Cancelled = "Who gave up?";
    private static readonly RetryOptions s_options = new(5, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4));

    private readonly WaitClock _clock = new();
    private readonly ConcurrentQueue<DeadLetter<string>> _dead = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_retry_tells_its_story()
    {
        var story = "";
        await Tell("works at once", new Handler(0));
        await Tell("works at the third attempt", new Handler(2));
        await Tell("never works", new Handler(99));
        await Tell("is malformed", new Handler(99, _ => new MalformedMessageException("no name")));
        await Snapshots.Match("Retry", story);

        async Task Tell(string name, Handler handler)
        {
            _dead.Clear();
            var delivery = Start(Retry(handler));
            await RunOut(delivery);
            var handled = await delivery;
            var letter = _dead.SingleOrDefault();
            story += $"a message that {name}: {handler.Attempts} attempts, "
                + $"{(handled ? "handled" : "set aside")}, {(letter is null ? "no dead letter" : $"dead letter after {letter.Attempts}: {letter.Error.Message}")}\n";
        }
    }

    [Fact]
    public async Task A_message_that_is_handled_is_handled_once()
    {
        var handler = new Handler(0);
        Expect.Equal(true, await Patience.Ends(Start(Retry(handler))), "DeliverAsync", Section);
        Expect.Equal(1, handler.Attempts, "Attempts", Section);
        Expect.Equal(0, _dead.Count, "Dead letters", Section);
        Expect.Equal(0, _clock.Waits, "Waits", Section);
    }

    [Fact]
    public async Task Waits_double_up_to_the_longest_and_are_exact()
    {
        var handler = new Handler(99);
        var delivery = Start(Retry(handler));
        var attempt = 1;
        foreach (var seconds in new[] { 1, 2, 4, 4 })
        {
            await Waiting(attempt, delivery);
            _clock.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
            Expect.True(!Together.Chance(() => handler.Attempts > attempt), $"Attempt {attempt + 1} came sooner than {seconds} s after the failure before it.", Section);
            _clock.Advance(TimeSpan.FromMilliseconds(1));
            attempt++;
            await Patience.Ends(Task.WhenAny(handler.Called(attempt), delivery), $"attempt {attempt}, {seconds} s after the failure before it");
            Expect.Equal(attempt, handler.Attempts, "Attempts", Section);
        }

        Expect.Equal(false, await Patience.Ends(delivery, "the delivery, after its last attempt"), "DeliverAsync", Section);
        Expect.Equal(5, handler.Attempts, "Attempts in all", Section);
        Expect.Equal(4, _clock.Waits, "Waits in all", Section);
    }

    [Fact]
    public async Task The_dead_letter_has_the_message_the_attempts_and_the_last_error()
    {
        var errors = new ConcurrentQueue<Exception>();
        var delivery = Start(Retry(new Handler(99, number =>
        {
            errors.Enqueue(new IOException($"attempt {number}"));
            return errors.Last();
        })));
        await RunOut(delivery);
        Expect.Equal(1, _dead.Count, "Dead letters", Section);
        var letter = _dead.Single();
        Expect.Equal("message", letter.Message, "The dead letter's message", Section);
        Expect.Equal(5, letter.Attempts, "The dead letter's attempts", Section);
        Expect.Same(errors.Last(), letter.Error, Section);
    }

    [Fact]
    public async Task The_last_attempt_may_be_the_one_that_works()
    {
        var delivery = Start(Retry(new Handler(4)));
        await RunOut(delivery);
        Expect.Equal(true, await delivery, "DeliverAsync, when the fifth of five attempts works", Section);
        Expect.Equal(0, _dead.Count, "Dead letters", Section);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_malformed_message_is_set_aside_at_once(int attempt)
    {
        var handler = new Handler(99, number => number == attempt ? new MalformedMessageException("no name") : new IOException());
        var delivery = Start(Retry(handler));
        await RunOut(delivery);
        Expect.Equal(false, await delivery, "DeliverAsync", Section);
        Expect.Equal(attempt, handler.Attempts, "Attempts", Section);
        Expect.Equal(attempt, _dead.Single().Attempts, "The dead letter's attempts", Section);
        Expect.Equal(attempt - 1, _clock.Waits, "Waits", Section);
    }

    [Fact]
    public async Task One_attempt_means_no_wait()
    {
        var delivery = Start(Retry(new Handler(99), s_options with { Attempts = 1 }));
        Expect.Equal(false, await Patience.Ends(delivery), "DeliverAsync", Section);
        Expect.Equal(1, _dead.Single().Attempts, "The dead letter's attempts", Section);
        Expect.Equal(0, _clock.Waits, "Waits", Section);
    }

    [Fact]
    public async Task A_wait_begins_when_the_attempt_has_failed()
    {
        // Otherwise this test would go on inside the first attempt.
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var (fail, second) = (new TaskCompletionSource(), new TaskCompletionSource());
        var attempts = 0;
        var retry = new Retry<string>((_, _) => Interlocked.Increment(ref attempts) == 1 ? First() : Second(), Bury, s_options, _clock);
        var delivery = Start(retry);
        await Patience.Ends(Task.WhenAny(begun.Task, delivery).Unwrap(), "the first attempt");
        _clock.Advance(TimeSpan.FromMinutes(1));
        fail.SetException(new IOException());
        await Waiting(1, delivery);
        _clock.Advance(TimeSpan.FromMilliseconds(999));
        Expect.True(!Together.Chance(() => Volatile.Read(ref attempts) > 1), "The wait began with the attempt, not with its failure.", Section);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        await Patience.Ends(Task.WhenAny(second.Task, delivery), "the second attempt");
        Expect.Equal(true, await Patience.Ends(delivery), "DeliverAsync", Section);

        Task First()
        {
            begun.TrySetResult();
            return fail.Task;
        }

        Task Second()
        {
            second.TrySetResult();
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Many_attempts_never_wait_longer_than_the_longest()
    {
        var options = new RetryOptions(80, TimeSpan.FromMilliseconds(1), TimeSpan.FromDays(1));
        var handler = new Handler(99);
        var delivery = Start(Retry(handler, options));
        for (var wait = 1; wait < 80; wait++)
        {
            await Waiting(wait, delivery);
            _clock.Advance(TimeSpan.FromDays(1));
        }

        Expect.Equal(false, await Patience.Ends(delivery, "80 attempts, at most a day apart"), "DeliverAsync", Section);
        Expect.Equal(80, handler.Attempts, "Attempts", Section);
    }

    [Fact]
    public async Task Waits_that_are_not_a_power_of_two_apart_are_capped_too()
    {
        var options = new RetryOptions(4, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(5));
        var handler = new Handler(99);
        var delivery = Start(Retry(handler, options));
        foreach (var (wait, seconds) in new[] { (1, 3), (2, 5), (3, 5) })
        {
            await Waiting(wait, delivery);
            _clock.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
            Expect.True(!Together.Chance(() => handler.Attempts > wait), $"Attempt {wait + 1} came sooner than {seconds} s after the failure before it.", Section);
            _clock.Advance(TimeSpan.FromMilliseconds(1));
            await Patience.Ends(Task.WhenAny(handler.Called(wait + 1), delivery), $"attempt {wait + 1}, after {seconds} s");
        }

        Expect.Equal(false, await Patience.Ends(delivery), "DeliverAsync", Section);
    }

    [Fact]
    public async Task No_wait_at_all_is_a_wait_too()
    {
        var handler = new Handler(99);
        Expect.Equal(false, await Patience.Ends(Start(Retry(handler, new(3, TimeSpan.Zero, TimeSpan.Zero)))), "DeliverAsync", Section);
        Expect.Equal(3, handler.Attempts, "Attempts", Section);
    }

    [Fact]
    public async Task An_attempt_that_throws_before_its_first_await_fails_too()
    {
        var attempts = 0;
        var retry = new Retry<string>((_, _) => attempts++ == 0 ? throw new IOException() : Task.CompletedTask, Bury, s_options, _clock);
        var delivery = Start(retry);
        await RunOut(delivery);
        Expect.Equal(true, await delivery, "DeliverAsync", Section);
    }

    [Fact]
    public async Task Handler_and_dead_letters_get_the_message_and_the_callers_token()
    {
        using var caller = new CancellationTokenSource();
        var seen = new ConcurrentQueue<(string, CancellationToken)>();
        var retry = new Retry<string>((message, token) =>
        {
            seen.Enqueue((message, token));
            throw new IOException();
        }, (letter, token) =>
        {
            seen.Enqueue((letter.Message, token));
            return Task.CompletedTask;
        }, s_options with { Attempts = 1 }, _clock);
        await Patience.Ends(Start(retry, caller.Token));
        Expect.True(seen.SequenceEqual([("message", caller.Token), ("message", caller.Token)]), "Handler and dead letters should get the message and the caller's token.", Section);
    }

    [Fact]
    public async Task A_dead_letter_that_cannot_be_kept_fails_the_delivery()
    {
        var error = new IOException("the dead letters are full");
        var handler = new Handler(99);
        var retry = new Retry<string>((_, _) => handler.Handle(), (_, _) => Task.FromException(error), s_options with { Attempts = 2 }, _clock);
        var delivery = Start(retry);
        await RunOut(delivery);
        Expect.Same(error, await Record.ExceptionAsync(() => delivery), Section);
        Expect.Equal(2, handler.Attempts, "Attempts", Section);
    }

    [Fact]
    public async Task The_delivery_ends_when_the_dead_letter_is_kept()
    {
        using var gate = new Gate();
        var retry = new Retry<string>((_, _) => throw new IOException(), (_, _) => gate.Pass(), s_options with { Attempts = 1 }, _clock);
        var delivery = Start(retry);
        await Call.Until(gate.Arrived, delivery, "the dead letter");
        Call.MustWait(delivery, "DeliverAsync, while the dead letter is being kept", Section);
        gate.Open();
        Expect.Equal(false, await Patience.Ends(delivery), "DeliverAsync", Section);
    }

    [Fact]
    public async Task Messages_do_not_wait_for_each_other()
    {
        var broken = new Handler(99);
        var retry = new Retry<string>((message, _) => message == "broken" ? broken.Handle() : Task.CompletedTask, Bury, s_options, _clock);
        var waiting = Start(retry, message: "broken");
        await Waiting(1, waiting);
        Expect.Equal(true, await Patience.Ends(Start(retry, message: "fine"), "a message, while another one waits for its next attempt"), "DeliverAsync", Section);
        var other = Start(retry, message: "broken");
        await Waiting(2, other);
        Expect.Equal(2, broken.Attempts, "Attempts of two messages", Section);
        await RunOut(Task.WhenAll(waiting, other));
        Expect.Equal(10, broken.Attempts, "Attempts of two messages in all", Section);
        Expect.Sequence([5, 5], _dead.Select(letter => letter.Attempts), "Attempts of the dead letters", Section);
    }

    [Theory]
    [InlineData(0, 1, 4)]
    [InlineData(3, -1, 4)]
    [InlineData(3, 5, 4)]
    [InlineData(3, 1, 86_401)]
    public void Options_outside_their_range_are_refused(int attempts, int first, int longest) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Retry<string>(
            (_, _) => Task.CompletedTask, Bury, new(attempts, TimeSpan.FromSeconds(first), TimeSpan.FromSeconds(longest)), _clock));

    private Retry<string> Retry(Handler handler, RetryOptions? options = null) => new((_, _) => handler.Handle(), Bury, options ?? s_options, _clock);

    private Task Bury(DeadLetter<string> letter, CancellationToken cancellation)
    {
        _dead.Enqueue(letter);
        return Task.CompletedTask;
    }

    private static Task<bool> Start(Retry<string> retry, CancellationToken? token = null, string message = "message")
    {
        var call = Patience.Start(() => retry.DeliverAsync(message, token ?? Token));
        // A call that blocks shows up as a wait that never begins.
        return call.Unwrap();
    }

    // Until so many waits have begun. A delivery that ends before has not waited.
    private async Task Waiting(int waits, Task delivery)
    {
        await Patience.Ends(Task.WhenAny(_clock.Begun(waits), delivery), $"wait number {waits} on the clock");
        if (delivery.IsFaulted)
            await delivery;
        Expect.True(_clock.Waits >= waits, $"The delivery ended without wait number {waits}.", Section);
    }

    // Lets each wait run out as it begins.
    private async Task RunOut(Task delivery)
    {
        var seen = _clock.Waits;
        if (seen > 0)
            _clock.Advance(TimeSpan.FromSeconds(4));
        while (!delivery.IsCompleted)
        {
            await Patience.Ends(Task.WhenAny(_clock.Begun(seen + 1), delivery), "the next wait on the clock, or the delivery's end");
            if (delivery.IsCompleted)
                return;
            seen = _clock.Waits;
            _clock.Advance(TimeSpan.FromSeconds(4));
        }
    }
}
