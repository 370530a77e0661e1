using System.Runtime.ExceptionServices;
using System.Threading.Channels;

namespace Camp.Tasks;

/// <summary>
/// Three stages that work at the same time, joined by two bounded channels: generate, square, sum.
/// Go: <c>for n := range in { out &lt;- n * n }; close(out)</c>.
/// </summary>
/// <remarks>
/// Every stage that writes completes its writer on each way out: at the end of its input without an error; when it fails or is
/// cancelled with the exception that its task ends with. What reaches a stage as the error of its input is thrown by its task
/// as it is, not wrapped. No thread of the pool is held while a stage waits.
/// </remarks>
public static class Pipeline
{
    /// <summary>Writes <paramref name="numbers"/> to the output, in order, and disposes the enumerator on each way out.</summary>
    /// <param name="numbers">May be endless, and may throw.</param>
    /// <param name="output">Completed by this stage.</param>
    /// <param name="cancellationToken">Ends the stage: while it waits for room, and also before the next number when there is room.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
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

    /// <summary>Writes the square of each number that it reads, in order.</summary>
    /// <exception cref="OverflowException">A square does not fit into a long; what was read before is squared.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
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

    /// <summary>Adds up what it reads and reports the sum so far after each number; waits for the report before it reads on.</summary>
    /// <param name="input">Numbers.</param>
    /// <param name="report">Gets the sum so far and the token.</param>
    /// <param name="cancellationToken">Ends the stage.</param>
    /// <returns>The sum, 0 if there are no numbers.</returns>
    /// <exception cref="OverflowException">The sum does not fit into a long; it is not reported.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
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

    /// <summary>Joins the three stages: the sum of the squares of <paramref name="numbers"/>.</summary>
    /// <remarks>
    /// <para>The stages run at the same time. While a report is under way the stages before it fill both channels and then wait: at
    /// least <c>2 * capacity + 1</c> numbers have been taken then, and at most <c>2 * capacity + 3</c> (one in the hands of each stage).</para>
    /// <para>An error in one stage, the report included, cancels the token of all. The call ends when all three have ended.</para>
    /// </remarks>
    /// <param name="numbers">May be endless, and may throw.</param>
    /// <param name="capacity">How many numbers each of the two channels holds: 1 or more.</param>
    /// <param name="report">As in <see cref="SumAsync"/>.</param>
    /// <param name="cancellationToken">Ends all stages.</param>
    /// <returns>The sum.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is below 1. (Thrown by the call or by its task.)</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="Exception">The first error of a stage: that very exception.</exception>
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
