using System.Threading.Channels;
using Camp.Testing;
using Xunit;

namespace Camp.Tasks.Tests;

public sealed class PipelineTests
{
    private const string Section = "Channels and pipelines";
    private const string Blocking = "Never block a thread of the pool";
    private const long NoSquare = 4_000_000_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pipeline_tells_its_story()
    {
        var story = new List<string>();
        await Tell("one to five", [1, 2, 3, 4, 5]);
        await Tell("nothing", []);
        await Tell("minus three and the largest root", [-3, 3_037_000_499]);
        await Tell("a square that is too large", [2, NoSquare]);
        await Tell("a sum that is too large", [3_037_000_499, 3_037_000_499]);
        await Tell("a source that fails at once", Numbers.Broken(new IOException(), 0));
        await Tell("no capacity", [1], 0);
        await Snapshots.Match("Pipeline", string.Join('\n', story) + "\n");

        async Task Tell(string name, IEnumerable<long> numbers, int capacity = 2)
        {
            var reports = new List<long>();
            var sum = "none";
            var ending = await Call.Ending(async () => sum = $"{await Pipeline.RunAsync(numbers, capacity, async (value, _) =>
            {
                await Task.Yield();
                reports.Add(value);
            }, Token)}");
            // How far the stages behind a failure had come is chance.
            var told = ending == "ended well" ? $"reports [{string.Join(", ", reports)}], sum {sum}, " : "";
            story.Add($"{name}: {told}{ending}");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Both_channels_are_bounded_and_the_stages_run_at_the_same_time(int capacity)
    {
        using var held = new Gate();
        using var full = new Gate((2 * capacity) + 1);
        var source = new Source(100, () => _ = full.Pass());
        var call = await Run(source, capacity, (_, _) => held.Pass());
        await Call.Until(full.Arrived, call, $"{(2 * capacity) + 1} numbers taken while the first report is under way. See README.md, '{Section}'");
        Together.Chance(() => source.Taken > (2 * capacity) + 3);
        Expect.True(source.Taken <= (2 * capacity) + 3, $"Two channels of {capacity}: {source.Taken} numbers were taken while the first report was under way.", Section);
        held.Open();
        await Call.Ends(call, "Pipeline.RunAsync", Section);
        Expect.Equal(328_350L, await call, "The sum of the squares of 0 to 99", Section);
    }

    [Fact]
    public async Task A_report_that_fails_ends_an_endless_source()
    {
        var (source, error) = (new Source(int.MaxValue), new IOException("the third"));
        var reports = 0;
        Expect.Same(error, await Call.Fails<IOException>(
            () => Pipeline.RunAsync(source, 2, (_, _) => ++reports == 3 ? throw error : Task.CompletedTask, Token), "A failed report", Section), Section);
        Expect.Equal(1, source.Disposed, "Enumerators disposed when RunAsync had ended", Section);
        Expect.Equal(3, reports, "Reports", Section);
    }

    [Fact]
    public async Task A_source_that_fails_cancels_a_report_under_way()
    {
        var (error, reporting) = (new IOException("the source"), new ManualResetEventSlim());
        var taken = 0;
        var source = new Source(9, () =>
        {
            if (++taken < 3)
                return;
            reporting.Wait();
            throw error;
        });
        var call = await Run(source, 1, async (sum, token) =>
        {
            var cancelled = new TaskCompletionSource();
            using var hears = token.Register(() => cancelled.SetResult());
            reporting.Set();
            await cancelled.Task;
            throw new TimeoutException("in consequence");
        });
        Expect.Same(error, await Call.Fails<IOException>(() => call, "A pipeline whose source fails while a report waits for its token", Section), Section);
    }

    [Fact]
    public async Task Cancellation_ends_all_stages()
    {
        using var cancel = new CancellationTokenSource();
        using var held = new Gate();
        var source = new Source(int.MaxValue);
        var call = await Call.Start(() => Pipeline.RunAsync(source, 2, async (_, token) => await held.Pass().WaitAsync(token), cancel.Token), "RunAsync", Section);
        await Call.Until(held.Arrived, call, "a report");
        cancel.Cancel();
        await Call.Fails<OperationCanceledException>(() => call, "A cancelled pipeline", Section);
        Expect.Equal(1, source.Disposed, "Enumerators disposed when RunAsync had ended", Section);
    }

    [Fact]
    public async Task The_call_ends_after_its_last_stage()
    {
        using var held = new Gate();
        using var cancel = new CancellationTokenSource();
        var call = await Call.Start(() => Pipeline.RunAsync(new Source(9), 2, (_, _) => held.Pass(), cancel.Token), "RunAsync", Section);
        await Call.Until(held.Arrived, call, "a report");
        cancel.Cancel();
        Call.MustWait(call, "RunAsync was cancelled while a report was still under way", Section);
        held.Open();
        await Call.Fails<OperationCanceledException>(() => call, "A cancelled pipeline", Section);
    }

    [Fact]
    public async Task The_source_is_closed_when_the_call_has_ended()
    {
        using var leave = new ManualResetEventSlim();
        using var third = new Gate();
        using var held = new Gate();
        var taken = 0;
        var source = new Source(9, () =>
        {
            if (++taken < 3)
                return;
            _ = third.Pass();
            leave.Wait();
        });
        var call = Patience.Start(() => Pipeline.RunAsync(source, 1, async (_, _) =>
        {
            await held.Pass();
            throw new IOException("the report");
        }, Token)).Unwrap();
        await Call.Until(Task.WhenAll(third.Arrived, held.Arrived), call, "the third number and the first report");
        held.Open();
        Call.MustWait(call, "The report failed, while the source is still at work", Section);
        leave.Set();
        await Call.Fails<IOException>(() => call, "A pipeline whose report failed", Section);
        Expect.Equal(1, source.Disposed, "Enumerators disposed when RunAsync had ended", Section);
    }

    [Fact]
    public async Task Generate_writes_all_numbers_and_completes_the_writer()
    {
        var channel = Channel.CreateUnbounded<long>();
        await Call.Ends(await Call.Start(() => Pipeline.GenerateAsync(new Source(4), channel.Writer, Token), "GenerateAsync", Section), "GenerateAsync", Section);
        Expect.Sequence([0, 1, 2, 3], await Numbers.All(channel.Reader), "Numbers in the channel", Section);
    }

    [Fact]
    public async Task Generate_hands_an_error_to_its_caller_and_to_the_reader()
    {
        var (channel, error) = (Channel.CreateUnbounded<long>(), new IOException("the source"));
        Expect.Same(error, await Call.Fails<IOException>(() => Pipeline.GenerateAsync(Numbers.Broken(error, 2), channel.Writer, Token), "GenerateAsync", Section), Section);
        Expect.Same(error, await Call.Fails<IOException>(() => Numbers.All(channel.Reader), "Reading on after the source failed", Section), Section);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1_000_000)]
    public async Task Generate_stops_when_it_is_cancelled(int room)
    {
        using var cancel = new CancellationTokenSource();
        var channel = Channel.CreateBounded<long>(room);
        var taken = 0;
        var source = new Source(500_000, () =>
        {
            if (++taken == 3)
                cancel.Cancel();
        });
        var call = await Call.Start(() => Pipeline.GenerateAsync(source, channel.Writer, cancel.Token), "GenerateAsync", Section);
        // With little room the stage waits before the third number: cancelled from outside.
        if (room == 1)
            cancel.Cancel();
        await Call.Fails<OperationCanceledException>(() => call, "A cancelled GenerateAsync", Section);
        Expect.Equal(1, source.Disposed, "Enumerators disposed", Section);
        Expect.True(source.Taken <= 4, $"Cancelled at the third number, it took {source.Taken}.", Section);
        await Call.Fails<OperationCanceledException>(() => Numbers.All(channel.Reader), "Reading on after the cancellation", Section);
    }

    [Fact]
    public async Task Square_writes_in_order_and_completes_the_writer()
    {
        var squares = Channel.CreateUnbounded<long>();
        await Call.Ends(await Call.Start(() => Pipeline.SquareAsync(Numbers.Filled(null, 1, -5, 7), squares.Writer, Token), "SquareAsync", Section), "SquareAsync", Section);
        Expect.Sequence([1, 25, 49], await Numbers.All(squares.Reader), "Squares in the channel", Section);
    }

    [Fact]
    public async Task Square_passes_errors_on()
    {
        var (squares, error) = (Channel.CreateUnbounded<long>(), new IOException("upstream"));
        Expect.Same(error, await Call.Fails<IOException>(() => Pipeline.SquareAsync(Numbers.Filled(error, 2), squares.Writer, Token), "SquareAsync", Section), Section);
        Expect.Equal(4L, await squares.Reader.ReadAsync(Token), "The square of what came before the error", Section);
        Expect.Same(error, await Call.Fails<IOException>(() => Numbers.All(squares.Reader), "Reading on after an error upstream", Section), Section);

        squares = Channel.CreateUnbounded<long>();
        var overflow = await Call.Fails<OverflowException>(() => Pipeline.SquareAsync(Numbers.Filled(null, NoSquare), squares.Writer, Token), "SquareAsync", Section);
        Expect.Same(overflow, await Call.Fails<OverflowException>(() => Numbers.All(squares.Reader), "Reading on after an overflow", Section), Section);
    }

    [Fact]
    public async Task Square_stops_when_it_is_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        var (numbers, squares) = (Channel.CreateUnbounded<long>(), Channel.CreateUnbounded<long>());
        var call = await Call.Start(() => Pipeline.SquareAsync(numbers.Reader, squares.Writer, cancel.Token), "SquareAsync", Section);
        Call.MustWait(call, "SquareAsync without a number", Section);
        cancel.Cancel();
        await Call.Fails<OperationCanceledException>(() => call, "A cancelled SquareAsync", Section);
        await Call.Fails<OperationCanceledException>(() => Numbers.All(squares.Reader), "Reading on after the cancellation", Section);
    }

    [Fact]
    public async Task Sum_waits_for_each_report_and_passes_errors_on()
    {
        using var held = new Gate();
        var (reports, error) = (new List<long>(), new IOException("upstream"));
        var call = await Call.Start(() => Pipeline.SumAsync(Numbers.Filled(error, 1, 2, 4), async (sum, _) =>
        {
            reports.Add(sum);
            await held.Pass();
        }, Token), "SumAsync", Section);
        await Call.Until(held.Arrived, call, "a report");
        Call.MustWait(call, "SumAsync while its first report is under way", Section);
        Expect.Sequence([1], reports, "Reports while the first is under way", Section);
        held.Open();
        Expect.Same(error, await Call.Fails<IOException>(() => call, "SumAsync after an error upstream", Section), Section);
        Expect.Sequence([1, 3, 7], reports, "Reports", Section);
        var overflow = new List<long>();
        await Call.Fails<OverflowException>(() => Pipeline.SumAsync(Numbers.Filled(null, long.MaxValue, 1), (sum, _) =>
        {
            overflow.Add(sum);
            return Task.CompletedTask;
        }, Token), "SumAsync", Section);
        Expect.Sequence([long.MaxValue], overflow, "Reports before the overflow", Section);
    }

    [Fact]
    public Task Many_pipelines_wait_on_few_threads() => ScarcePool.HoldsACrowd(
        arrive => Task.WhenAll(Enumerable.Range(0, ScarcePool.Crowd).Select(_ => Pipeline.RunAsync([1], 1, (_, _) => arrive(), Token))),
        "Pipeline.RunAsync", Blocking);

    private static Task<Task<long>> Run(IEnumerable<long> numbers, int capacity, Func<long, CancellationToken, Task> report) =>
        Call.Start(() => Pipeline.RunAsync(numbers, capacity, report, Token), "RunAsync", Section);
}
