// Alternative: each stage is a work item of its own, and the first failure is found by WhenEach.
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
        catch (Exception error)
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
        var token = stop.Token;
        var sum = Task.Run(() => SumAsync(squared.Reader, report, token));
        Task? failed = null;
        await foreach (var ended in Task.WhenEach(
            Task.Run(() => GenerateAsync(numbers, generated.Writer, token)), Task.Run(() => SquareAsync(generated.Reader, squared.Writer, token)), sum))
        {
            if (ended.IsCompletedSuccessfully)
                continue;
            failed ??= ended;
            await stop.CancelAsync();
        }

        await (failed ?? sum);
        return await sum;
    }
}
