// Mistake: a failed stage leaves its writer open: the stages after it wait for ever.
// Rejected by: PipelineTests.Square_passes_errors_on
// Explored: deadlock
using System.Runtime.ExceptionServices;
using System.Threading.Channels;

namespace Camp.Tasks;

public static class Pipeline
{
    public static async Task GenerateAsync(IEnumerable<long> numbers, ChannelWriter<long> output, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var number in numbers)
                await output.WriteAsync(number, cancellationToken);
            output.TryComplete();
        }
        catch (Exception error)
        {
            // The next stage must not wait for numbers that will never come.
            output.TryComplete(error);
            throw;
        }
    }

    public static async Task SquareAsync(ChannelReader<long> input, ChannelWriter<long> output, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var number in input.ReadAllAsync(cancellationToken))
                await output.WriteAsync(checked(number * number), cancellationToken);
            output.TryComplete();
        }
        catch (OperationCanceledException error)
        {
            output.TryComplete(error);
            throw;
        }
    }

    public static async Task<long> SumAsync(
        ChannelReader<long> input, Func<long, CancellationToken, Task> report, CancellationToken cancellationToken)
    {
        var sum = 0L;
        await foreach (var number in input.ReadAllAsync(cancellationToken))
        {
            sum = checked(sum + number);
            await report(sum, cancellationToken);
        }

        return sum;
    }

    public static async Task<long> RunAsync(
        IEnumerable<long> numbers, int capacity, Func<long, CancellationToken, Task> report, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        var (generated, squared) = (Channel.CreateBounded<long>(capacity), Channel.CreateBounded<long>(capacity));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Exception? first = null;
        var sum = 0L;
        await Task.WhenAll(
            Stage(() => GenerateAsync(numbers, generated.Writer, stop.Token)),
            Stage(() => SquareAsync(generated.Reader, squared.Writer, stop.Token)),
            Stage(async () => sum = await SumAsync(squared.Reader, report, stop.Token)));
        if (first is not null)
            ExceptionDispatchInfo.Throw(first);
        return sum;

        async Task Stage(Func<Task> run)
        {
            try
            {
                await run();
            }
            catch (Exception error)
            {
                // An error travels downstream through the channels; only the token reaches the stages upstream.
                Interlocked.CompareExchange(ref first, error, null);
                await stop.CancelAsync();
            }
        }
    }
}
