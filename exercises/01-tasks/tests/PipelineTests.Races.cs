using System.Threading.Channels;
using Camp.Testing;

namespace Camp.Tasks.Tests;

/// <summary>Small situations; every <c>camp check</c> runs each of them in hundreds of orders.</summary>
public static class PipelineRaces
{
    private const string Section = "Channels and pipelines";

    public static async Task Three_stages_pass_numbers_on()
    {
        var reports = 0;
        Expect.Equal(14L, await Pipeline.RunAsync(new Source(4), 1, Report, CancellationToken.None), "The sum of the squares", Section);

        async Task Report(long sum, CancellationToken cancellation)
        {
            Expect.Equal(1, Interlocked.Increment(ref reports), "Reports under way", Section);
            await Task.Yield();
            Interlocked.Decrement(ref reports);
        }
    }

    public static async Task A_report_holds_the_source_back()
    {
        var (third, taken) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), 0);
        await Pipeline.RunAsync(new Source(8, Take), 1, Report, CancellationToken.None);

        void Take()
        {
            if (Interlocked.Increment(ref taken) == 3)
                third.SetResult();
        }

        async Task Report(long sum, CancellationToken cancellation)
        {
            // The report of 0, the first number: two numbers have room, and three are in the hands of the stages.
            await third.Task;
            for (var look = 0; sum == 0 && look < 5; look++)
            {
                Expect.True(Volatile.Read(ref taken) <= 5, "A report was under way, and the source was not held back.", Section);
                await Task.Yield();
            }
        }
    }

    public static async Task A_stage_fails_while_the_next_one_reads()
    {
        var (input, output) = (Channel.CreateBounded<long>(1), Channel.CreateBounded<long>(1));
        var source = new Source(2, () => throw new IOException());
        var generating = Task.Run(() => Situation.Failure(() => Pipeline.GenerateAsync(source, input.Writer, CancellationToken.None)));
        var squaring = Task.Run(() => Situation.Failure(() => Pipeline.SquareAsync(input.Reader, output.Writer, CancellationToken.None)));
        var error = await Situation.Failure(() => Pipeline.SumAsync(output.Reader, (_, _) => Task.CompletedTask, CancellationToken.None));
        Expect.True(error is IOException, $"The last stage should end with the first one's IOException, not with {error?.GetType().Name}.", Section);
        await Task.WhenAll(generating, squaring);
    }

    public static async Task A_report_fails_while_the_source_goes_on()
    {
        var source = new Source(int.MaxValue);
        var error = await Situation.Failure(() => Pipeline.RunAsync(source, 1, (_, _) => throw new TimeoutException(), CancellationToken.None));
        Expect.Equal(1, source.Disposed, "Enumerators disposed when the call has ended", Section);
        Expect.True(error is TimeoutException, $"The call should end with the report's TimeoutException, not with {error?.GetType().Name}.", Section);
    }

    public static async Task The_source_fails_during_a_report()
    {
        var (taken, reports) = (0, 0);
        var source = new Source(3, () => _ = Interlocked.Increment(ref taken) < 3 ? true : throw new IOException());
        var error = await Situation.Failure(() => Pipeline.RunAsync(source, 1, Report, CancellationToken.None));
        Expect.Equal(0, Volatile.Read(ref reports), "Reports under way when the call has ended", Section);
        Expect.True(error is IOException, $"The call should end with the source's IOException, not with {error?.GetType().Name}.", Section);

        async Task Report(long sum, CancellationToken cancellation)
        {
            Interlocked.Increment(ref reports);
            await Situation.Told(cancellation);
            await Task.Yield();
            Interlocked.Decrement(ref reports);
            throw new OperationCanceledException(cancellation);
        }
    }

    public static async Task The_caller_leaves_during_a_report()
    {
        using var leave = new CancellationTokenSource();
        var reports = new UnderWay();
        var leaving = Task.Run(leave.Cancel);
        var error = await Situation.Failure(() => Pipeline.RunAsync(new Source(int.MaxValue), 1, Report, leave.Token));
        Expect.Equal(0, reports.Count, "Reports under way when the call has ended", Section);
        Expect.True(error is OperationCanceledException, $"The caller has left: expected an OperationCanceledException, not {error?.GetType().Name}.", Section);
        await leaving;

        async Task Report(long sum, CancellationToken cancellation)
        {
            await reports.UntilTold(cancellation);
        }
    }
}
