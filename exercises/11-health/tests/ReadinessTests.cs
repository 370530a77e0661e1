using Camp.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Camp.Health.Tests;

public sealed class ReadinessTests
{
    private const string Section = "Readiness";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    private readonly FakeTimeProvider _clock = new();
    private readonly ServiceState _state = new() { Phase = Phase.Ready };

    [Fact]
    public async Task Ready_when_every_dependency_is()
    {
        Same("200 ready database:ok queue:ok", await Asked(Dependency.Works("queue"), Dependency.Works("database")));
        Same("200 ready ", await Asked());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_that_fails_makes_it_unready_and_the_others_are_still_told(bool atOnce)
    {
        Same("503 unready cache:ok database:failed queue:ok",
            await Asked(Dependency.Works("cache"), Dependency.Fails("database", atOnce), Dependency.Works("queue")));
        Same("503 unready database:failed", await Asked(Dependency.Fails("database", atOnce)));
    }

    [Fact]
    public async Task Nothing_of_a_failure_goes_out()
    {
        await using var site = await Site.Start(Sut(Dependency.Fails("database")).InvokeAsync);
        var reply = await site.Get("/health/ready");
        Expect.Equal(503, reply.Status, "The status", Section);
        Expect.True(!reply.Body.Contains("db-7") && !reply.Body.Contains("Exception"), $"The answer tells a stranger too much: {reply.Body}", Section);
    }

    [Theory]
    [InlineData(Phase.Starting, "starting")]
    [InlineData(Phase.Draining, "draining")]
    public async Task In_other_phases_it_is_not_ready_and_nobody_is_asked(Phase phase, string status)
    {
        var database = Dependency.Works("database");
        _state.Phase = phase;
        Same($"503 {status} ", await Asked(database));
        Expect.Equal(0, database.Asked, "Questions to the database", Section);
        _state.Phase = Phase.Ready;
        Same("200 ready database:ok", await Asked(database));
    }

    [Fact]
    public async Task A_broken_dependency_may_mend()
    {
        var broken = true;
        var database = new Dependency("database", _ => broken ? throw new IOException("down") : Task.CompletedTask);
        var readiness = Sut(database);
        Same("503 unready database:failed", await Probe.Of(readiness.InvokeAsync));
        broken = false;
        Same("200 ready database:ok", await Probe.Of(readiness.InvokeAsync));
        Expect.Equal(2, database.Asked, "Questions for two probes", Section);
    }

    [Fact]
    public async Task All_are_asked_at_the_same_time()
    {
        // Opens only when all three have been asked: one after the other would wait for ever.
        using var together = new Gate(3);
        var names = new[] { "a", "b", "c" };
        var dependencies = names.Select(name => new Dependency(name, _ =>
        {
            var passing = together.Pass();
            if (together.Arrived.IsCompleted)
                together.Open();
            return passing;
        })).ToArray();
        Same("200 ready a:ok b:ok c:ok", await Asked(dependencies));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_that_does_not_answer_in_time_is_not_waited_for(bool heedsItsToken)
    {
        using var gate = new Gate();
        var slow = Dependency.Waits("slow", gate, heedsItsToken);
        var probe = Probe.Of(Sut(Dependency.Works("fast"), slow).InvokeAsync);
        await Patience.Ends(Task.WhenAny(gate.Arrived, probe).Unwrap(), "the question");
        _clock.Advance(Limit - TimeSpan.FromTicks(1));
        Expect.True(!Together.Chance(() => probe.IsCompleted), "The answer came before the limit was over.", Section);
        Expect.True(!slow.Token.IsCancellationRequested, "The check was cancelled before its limit was over.", Section);
        _clock.Advance(TimeSpan.FromTicks(1));
        Same("503 unready fast:ok slow:timeout", await Patience.Ends(probe));
        Expect.True(slow.Token.IsCancellationRequested, "The check goes on: its token was not cancelled.", Section);
    }

    [Fact]
    public async Task Each_probe_has_the_whole_limit()
    {
        using var gate = new Gate();
        var first = true;
        var dependency = new Dependency("database", cancellation => first ? Task.CompletedTask : gate.Pass().WaitAsync(cancellation));
        var readiness = Sut(dependency);
        Same("200 ready database:ok", await Probe.Of(readiness.InvokeAsync));
        _clock.Advance(TimeSpan.FromHours(1));
        first = false;
        var probe = Probe.Of(readiness.InvokeAsync);
        await Patience.Ends(Task.WhenAny(gate.Arrived, probe), "the question");
        _clock.Advance(TimeSpan.FromSeconds(1));
        gate.Open();
        Same("200 ready database:ok", await Patience.Ends(probe));
    }

    [Fact]
    public async Task A_check_that_cancels_itself_has_failed()
    {
        var dependency = new Dependency("database", _ => Task.FromException(new OperationCanceledException("of its own")));
        Same("503 unready database:failed", await Asked(dependency));
        dependency = new Dependency("database", _ => Task.FromException(new TimeoutException("of its own")));
        Same("503 unready database:failed", await Asked(dependency));
    }

    [Fact]
    public async Task A_shutdown_that_begins_while_they_are_asked_wins()
    {
        using var gate = new Gate();
        var probe = Probe.Of(Sut(Dependency.Waits("database", gate)).InvokeAsync);
        await Patience.Ends(Task.WhenAny(gate.Arrived, probe), "the question");
        _state.Phase = Phase.Draining;
        gate.Open();
        var answer = await Patience.Ends(probe);
        Expect.Equal("503 draining", $"{answer.Code} {answer.Status}", "The answer", Section);
    }

    [Fact]
    public async Task When_the_prober_leaves_the_checks_are_cancelled()
    {
        using var gate = new Gate();
        using var left = new CancellationTokenSource();
        var slow = Dependency.Waits("slow", gate);
        var context = new DefaultHttpContext { RequestAborted = left.Token };
        context.Response.Body = new MemoryStream();
        var probe = Sut(slow).InvokeAsync(context);
        await Patience.Ends(Task.WhenAny(gate.Arrived, probe), "the question");
        if (probe.IsFaulted)
            await probe;
        await left.CancelAsync();
        await Patience.Ends(Task.WhenAny(probe), "the probe of one who has left");
        Expect.True(slow.Token.IsCancellationRequested, "The check goes on for nobody.", Section);
    }

    [Fact]
    public async Task Probes_at_the_same_time_hold_no_thread_and_get_their_own_answers()
    {
        using var gate = new Gate(8);
        var readiness = Sut(Dependency.Waits("database", gate));
        var probes = new List<Task<Probe>>();
        for (var i = 0; i < 8; i++)
            probes.Add(await Patience.Returns(() => Probe.Of(readiness.InvokeAsync)));
        await Patience.Ends(Task.WhenAny(gate.Arrived, Task.WhenAll(probes)), "eight questions");
        gate.Open();
        foreach (var probe in probes)
            Same("200 ready database:ok", await Patience.Ends(probe));
    }

    [Fact]
    public async Task The_exchange_reads_as_recorded()
    {
        var broken = false;
        var database = new Dependency("database", _ => broken ? throw new IOException("down") : Task.CompletedTask);
        await using var site = await Site.Start(Sut(database, Dependency.Works("queue")).InvokeAsync);
        var transcript = "";
        foreach (var (phase, breaks) in new[] { (Phase.Starting, false), (Phase.Ready, false), (Phase.Ready, true), (Phase.Draining, false) })
        {
            (_state.Phase, broken) = (phase, breaks);
            var reply = await site.Get("/health/ready");
            var probe = Probe.Read(reply.Status, reply.Body, reply.Values("Content-Type").Single(), reply.Values("Cache-Control").SingleOrDefault());
            transcript += $"{phase}{(breaks ? ", the database is down" : "")}: {probe.Code} {probe.Status} {probe.Checks}".TrimEnd() + "\n";
        }

        await Snapshots.Match("Readiness", transcript);
    }

    private Readiness Sut(params IDependency[] dependencies) => new(_state, dependencies, _clock, Limit);

    private Task<Probe> Asked(params IDependency[] dependencies) => Probe.Of(Sut(dependencies).InvokeAsync);

    private static void Same(string expected, Probe probe)
    {
        Expect.Equal(expected, $"{probe.Code} {probe.Status} {probe.Checks}", "The answer", Section);
        Expect.True(probe.Caching.Contains("no-store", StringComparison.OrdinalIgnoreCase), $"Cache-Control is '{probe.Caching}', not 'no-store'.", "Two questions, two answers");
    }
}
