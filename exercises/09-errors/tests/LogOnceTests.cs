using Camp.Testing;
using Serilog.Events;
using Xunit;

namespace Camp.Errors.Tests;

public sealed class LogOnceTests
{
    private const string Section = "Logged once";
    private const string Levels = "Which level";
    private const string Left = "A client that has left";

    private static readonly CancellationToken NoToken = CancellationToken.None;

    private readonly Journal _journal = new();
    private readonly Store _store = new();

    [Fact]
    public async Task Load_returns_what_the_store_has()
    {
        Expect.Equal("order 7", await Patience.Ends(Sut().Load("7", NoToken)), "The order", Section);
        Expect.Equal(0, _journal.Events.Count, "Log entries", Section);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Load_adds_what_it_knows_and_logs_nothing(bool atOnce)
    {
        var failure = new IOException("disk");
        _store.Failing("7", failure, atOnce);
        var thrown = await Caught.From(() => Sut().Load("7", NoToken));
        var wrapped = Assert.IsType<OrderException>(thrown);
        Expect.Equal("7", wrapped.OrderId, "OrderId of the exception", Section);
        Expect.Same(failure, wrapped.InnerException, Section);
        Expect.Equal(0, _journal.Events.Count, "Log entries of the layer that passes the failure on", Section);
    }

    [Fact]
    public async Task Load_lets_an_order_that_is_not_there_through_as_it_is()
    {
        var missing = new ShelvedException();
        _store.Failing("7", missing);
        Expect.Same(missing, await Caught.From(() => Sut().Load("7", NoToken)), Section);
        Expect.Equal(0, _journal.Events.Count, "Log entries", Section);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_time_limit_of_the_store_is_a_failure_and_the_callers_cancellation_is_none(bool callers)
    {
        using var source = new CancellationTokenSource();
        if (callers)
            await source.CancelAsync();
        var ended = new TaskCanceledException("stopped");
        _store.Failing("7", ended);
        var thrown = await Caught.From(() => Sut().Load("7", source.Token));
        Expect.Same(ended, callers ? thrown : Assert.IsType<OrderException>(thrown).InnerException, Left);
        Expect.Equal(0, _journal.Events.Count, "Log entries", Section);
    }

    [Fact]
    public async Task A_failure_is_a_failure_also_after_the_caller_has_cancelled()
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync();
        _store.Failing("7", new IOException("disk"));
        Assert.IsType<OrderException>(await Caught.From(() => Sut().Load("7", source.Token)));
    }

    [Fact]
    public async Task The_callers_token_reaches_the_store()
    {
        using var source = new CancellationTokenSource();
        using var gate = new Gate();
        _store.Waiting("7", gate);
        var loading = Sut().Load("7", source.Token);
        await source.CancelAsync();
        Expect.True(await Caught.From(() => loading) is OperationCanceledException, "Load did not end with an OperationCanceledException.", Left);
    }

    [Fact]
    public async Task LoadAll_leaves_out_what_fails_and_keeps_the_order()
    {
        _store.Failing("2", new IOException("disk")).Failing("4", new NotFoundException("no 4"));
        var found = await Patience.Ends(Sut().LoadAll(["5", "4", "3", "2", "1", "3"], NoToken));
        Expect.Sequence(["order 5", "order 3", "order 1", "order 3"], found, "The orders", Section);
        Expect.Sequence(["1", "2", "3", "3", "4", "5"], _store.Reads, "What was read", Section);
    }

    [Fact]
    public async Task LoadAll_keeps_the_order_when_reads_end_in_another_one()
    {
        using var gate = new Gate();
        _store.Waiting("1", gate);
        var loading = Sut().LoadAll(["1", "2"], NoToken);
        gate.Open();
        Expect.Sequence(["order 1", "order 2"], await Patience.Ends(loading), "The orders", Section);
    }

    [Fact]
    public async Task LoadAll_of_nothing_is_nothing()
    {
        Expect.Equal(0, (await Patience.Ends(Sut().LoadAll([], NoToken))).Count, "Orders", Section);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_failure_is_one_error_with_everything_that_is_known(bool atOnce)
    {
        var failure = new IOException("disk");
        _store.Failing("7", failure, atOnce);
        await Patience.Ends(Sut().LoadAll(["7"], NoToken));
        var entry = TheEntry();
        Expect.Equal(LogEventLevel.Error, entry.Level, "The level", Levels);
        Expect.Equal("7", Journal.Of(entry, "OrderId"), "OrderId of the entry", Section);
        Expect.Same(failure, Assert.IsType<OrderException>(entry.Exception).InnerException, Section);
    }

    [Fact]
    public async Task An_order_that_is_not_there_is_one_information_without_an_exception()
    {
        _store.Failing("7", new ShelvedException());
        await Patience.Ends(Sut().LoadAll(["7"], NoToken));
        var entry = TheEntry();
        Expect.Equal(LogEventLevel.Information, entry.Level, "The level", Levels);
        Expect.Equal("7", Journal.Of(entry, "OrderId"), "OrderId of the entry", Section);
        Expect.True(entry.Exception is null, "The entry has an exception, and so a stack trace for what is nobody's fault.", Levels);
    }

    [Fact]
    public async Task A_time_limit_of_the_store_is_one_error()
    {
        _store.Failing("7", new TaskCanceledException("the store's own limit"));
        var found = await Patience.Ends(Sut().LoadAll(["7", "8"], NoToken));
        Expect.Sequence(["order 8"], found, "The orders", Left);
        Expect.Equal(LogEventLevel.Error, TheEntry().Level, "The level", Levels);
    }

    [Fact]
    public async Task LoadAll_ends_when_the_caller_cancels_and_logs_nothing()
    {
        using var source = new CancellationTokenSource();
        using var gate = new Gate();
        _store.Waiting("7", gate);
        var loading = Sut().LoadAll(["6", "7", "8"], source.Token);
        await source.CancelAsync();
        Expect.True(await Caught.From(() => loading) is OperationCanceledException, "LoadAll did not end with an OperationCanceledException.", Left);
        Expect.Equal(0, _journal.Events.Count, "Log entries", Left);
    }

    [Fact]
    public async Task What_is_left_out_reads_as_recorded()
    {
        _store.Failing("2", new IOException("disk full")).Failing("3", new NotFoundException("There is no order 3.")).Failing("4", new TimeoutException("4 s"));
        var found = await Patience.Ends(Sut().LoadAll(["1", "2", "3", "4", "5"], NoToken));
        var entries = _journal.Events.OrderBy(entry => Journal.Of(entry, "OrderId") as string, StringComparer.Ordinal)
            .Select(entry => $"{entry.Level} {Journal.Of(entry, "OrderId")}: {Chain(entry.Exception)}\n");
        await Snapshots.Match("LogOnce", $"{string.Join(", ", found)}\n{string.Concat(entries)}");
    }

    private sealed class ShelvedException() : NotFoundException("It lies on a shelf.");

    private LogOnce Sut() => new(_store, _journal.For<LogOnce>());

    private LogEvent TheEntry()
    {
        Expect.Equal(1, _journal.Events.Count, "Log entries for one failure", Section);
        return _journal.Events[0];
    }

    private static string Chain(Exception? failure) =>
        failure is null ? "no exception" : failure.InnerException is { } inner ? $"{failure.Message} <- {Chain(inner)}" : failure.Message;
}
