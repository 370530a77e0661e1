using Camp.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Camp.Health.Tests;

public sealed partial class DrainTests
{
    private const string Section = "The end, step by step";
    private const string Work = "Work that no request waits for";

    private static readonly CancellationToken NoToken = CancellationToken.None;
    private static readonly CancellationToken Over = new(canceled: true);
    private static readonly Instance Self = new("pod-1", "orders", new Uri("http://10.0.0.1:8080"));

    private readonly FakeTimeProvider _clock = new();
    private readonly ServiceState _state = new();
    private readonly PhoneBook _book = new();
    private readonly DrainOptions _options = new() { Grace = TimeSpan.FromSeconds(8), DeregisterLimit = TimeSpan.FromSeconds(3) };

    [Fact]
    public async Task The_start_turns_ready_and_then_registers()
    {
        Phase? seen = null;
        _book.Registering = _ =>
        {
            seen = _state.Phase;
            return Task.CompletedTask;
        };
        await Patience.Ends(Sut().StartedAsync(NoToken));
        Expect.Sequence(["register pod-1"], _book.Heard, "What the registry heard", Section);
        Expect.Equal(Phase.Ready, seen, "The phase when the registry heard it", Section);
        Expect.Equal(Phase.Ready, _state.Phase, "The phase after the start", Section);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_registry_that_fails_at_the_start_is_told(bool atOnce)
    {
        var failure = new HttpRequestException("no registry");
        _book.Registering = _ => atOnce ? throw failure : Task.FromException(failure);
        Expect.Equal(failure, await Ended(() => Sut().StartedAsync(NoToken)), "The exception", Section);
    }

    [Fact]
    public async Task The_end_begins_with_not_ready_and_waits_for_the_grace()
    {
        var drain = await Started();
        var stopping = await Patience.Returns(() => drain.StoppingAsync(NoToken));
        Expect.Equal(Phase.Draining, _state.Phase, "The phase when the end begins", Section);
        _clock.Advance(_options.Grace - TimeSpan.FromTicks(1));
        Expect.True(!Together.Chance(() => stopping.IsCompleted), "The grace was cut short.", Section);
        Expect.True(drain.TryBegin() is not null, "Work was refused during the grace, while requests still come in.", Work);
        _clock.Advance(TimeSpan.FromTicks(1));
        await Patience.Ends(stopping);
        Expect.Sequence(["register pod-1"], _book.Heard, "What the registry heard until now", Section);
    }

    [Fact]
    public async Task No_grace_is_no_wait()
    {
        var drain = new Drain(_state, _book, () => Self, _clock, new DrainOptions { Grace = TimeSpan.Zero });
        await drain.StartedAsync(NoToken);
        await Patience.Ends(drain.StoppingAsync(NoToken));
        Expect.Equal(Phase.Draining, _state.Phase, "The phase", Section);
    }

    [Fact]
    public async Task The_deadline_cuts_the_grace_short_without_an_exception()
    {
        using var deadline = new CancellationTokenSource();
        var drain = await Started();
        var stopping = drain.StoppingAsync(deadline.Token);
        Expect.True(!stopping.IsCompleted, "The grace was cut short.", Section);
        await deadline.CancelAsync();
        Expect.Equal(null, await Ended(() => stopping), "The exception", "A deadline for everything");
        var second = await Started();
        Expect.Equal(null, await Ended(() => second.StoppingAsync(Over)), "The exception of a deadline that was over before", "A deadline for everything");
        Expect.Equal(Phase.Draining, _state.Phase, "The phase", Section);
    }

    [Fact]
    public async Task Work_that_has_begun_is_waited_for()
    {
        var drain = await Started();
        var (one, other) = (Begun(drain), Begun(drain));
        var stopping = await Patience.Returns(() => drain.StopAsync(NoToken));
        one.Dispose();
        one.Dispose();
        Expect.True(!Together.Chance(() => stopping.IsCompleted), "Stopped while work was running; disposing one piece twice ends it once.", Work);
        other.Dispose();
        await Patience.Ends(stopping);
    }

    [Fact]
    public async Task Work_that_has_ended_is_not_waited_for()
    {
        var drain = await Started();
        for (var i = 0; i < 3; i++)
            Begun(drain).Dispose();
        await Patience.Ends(drain.StopAsync(NoToken));
    }

    [Fact]
    public async Task Nothing_to_wait_for_is_no_wait()
    {
        var drain = await Started();
        await Patience.Ends(drain.StopAsync(NoToken));
        Expect.True(drain.TryBegin() is null, "Work was taken on after the stop.", Work);
    }

    [Fact]
    public async Task New_work_is_refused_while_old_work_ends()
    {
        var drain = await Started();
        var old = Begun(drain);
        var stopping = drain.StopAsync(NoToken);
        Expect.True(drain.TryBegin() is null, "Work was taken on after the stop.", Work);
        old.Dispose();
        await Patience.Ends(stopping);
        Expect.True(drain.TryBegin() is null, "Work was taken on after the stop.", Work);
    }

    [Fact]
    public async Task The_deadline_ends_the_wait_for_work_without_an_exception()
    {
        using var deadline = new CancellationTokenSource();
        var drain = await Started();
        var endless = Begun(drain);
        var stopping = drain.StopAsync(deadline.Token);
        Expect.True(!Together.Chance(() => stopping.IsCompleted), "Stopped while work was running.", Work);
        await deadline.CancelAsync();
        Expect.Equal(null, await Ended(() => stopping), "The exception", "A deadline for everything");
        Expect.Equal(null, await Ended(() => drain.StopAsync(Over)), "The exception of a deadline that was over before", "A deadline for everything");
        endless.Dispose();
    }

    [Fact]
    public async Task No_work_begins_after_the_stop_has_ended()
    {
        // Few: DrainRaces runs the same in hundreds of orders.
        for (var round = 0; round < 20; round++)
        {
            var drain = new Drain(_state, _book, () => Self, _clock, _options);
            var (running, stopped, late) = (0, false, false);
            await Patience.Ends(Together.Run(4, number =>
            {
                if (number == 0)
                {
                    drain.StopAsync(NoToken).GetAwaiter().GetResult();
                    late |= Volatile.Read(ref running) > 0;
                    Volatile.Write(ref stopped, true);
                    return;
                }

                while (drain.TryBegin() is { } work)
                {
                    Interlocked.Increment(ref running);
                    late |= Volatile.Read(ref stopped);
                    Interlocked.Decrement(ref running);
                    work.Dispose();
                }
            }));
            Expect.True(!late, "Work was running, or began, after StopAsync had ended.", Work);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_end_deregisters_once_also_after_the_deadline(bool over)
    {
        var cancelled = false;
        _book.Deregistering = token =>
        {
            cancelled = token.IsCancellationRequested;
            return Task.CompletedTask;
        };
        var drain = await Started();
        Expect.Equal(null, await Ended(() => drain.StoppedAsync(over ? Over : NoToken)), "The exception", Section);
        Expect.Sequence(["register pod-1", "deregister pod-1"], _book.Heard, "What the registry heard", Section);
        Expect.True(!cancelled, "The registry got a token that was cancelled already.", "A deadline for everything");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_registry_that_does_not_answer_is_not_waited_for(bool heedsItsToken)
    {
        using var gate = new Gate();
        CancellationToken seen = default;
        _book.Deregistering = token =>
        {
            seen = token;
            return gate.Pass().WaitAsync(heedsItsToken ? token : NoToken);
        };
        var drain = await Started();
        var stopped = drain.StoppedAsync(NoToken);
        await Patience.Ends(Task.WhenAny(gate.Arrived, stopped), "the call of the registry");
        _clock.Advance(_options.DeregisterLimit - TimeSpan.FromTicks(1));
        Expect.True(!Together.Chance(() => stopped.IsCompleted), "The registry had less time than its limit.", "A deadline for everything");
        Expect.True(!seen.IsCancellationRequested, "The registry's token was cancelled before its limit.", "A deadline for everything");
        _clock.Advance(TimeSpan.FromTicks(1));
        Expect.Equal(null, await Ended(() => stopped), "The exception", "A deadline for everything");
        Expect.True(seen.IsCancellationRequested, "The call of the registry goes on: its token was not cancelled.", "A deadline for everything");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_registry_that_fails_does_not_disturb_the_end(bool atOnce)
    {
        var failure = new HttpRequestException("no registry");
        _book.Deregistering = _ => atOnce ? throw failure : Task.FromException(failure);
        var drain = await Started();
        Expect.Equal(null, await Ended(() => drain.StoppedAsync(NoToken)), "The exception", Section);
    }

    private Drain Sut() => new(_state, _book, () => Self, _clock, _options);

    private async Task<Drain> Started()
    {
        var drain = Sut();
        await Patience.Ends(drain.StartedAsync(NoToken), "StartedAsync");
        return drain;
    }

    private static IDisposable Begun(Drain drain)
    {
        var work = drain.TryBegin();
        Expect.True(work is not null, "Work was refused before the stop.", Work);
        return work;
    }

    private static async Task<Exception?> Ended(Func<Task> call)
    {
        try
        {
            await Patience.Ends(call(), "the call");
            return null;
        }
        catch (Exception error) when (error is not (NotImplementedException or StillWaitingException))
        {
            return error;
        }
    }
}
