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
    // TODO 1: write each number with WriteAsync; complete the writer at the end, and with the exception when there is one.
    public static Task GenerateAsync(IEnumerable<long> numbers, ChannelWriter<long> output, CancellationToken cancellationToken) =>
        throw new NotImplementedException("Pipeline.GenerateAsync: write the numbers, then complete the writer.");

    /// <summary>Writes the square of each number that it reads, in order.</summary>
    /// <exception cref="OverflowException">A square does not fit into a long; what was read before is squared.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    // TODO 2: read with ReadAllAsync, write checked squares, complete the writer on each way out.
    public static Task SquareAsync(ChannelReader<long> input, ChannelWriter<long> output, CancellationToken cancellationToken) =>
        throw new NotImplementedException("Pipeline.SquareAsync: write the squares, then complete the writer.");

    /// <summary>Adds up what it reads and reports the sum so far after each number; waits for the report before it reads on.</summary>
    /// <param name="input">Numbers.</param>
    /// <param name="report">Gets the sum so far and the token.</param>
    /// <param name="cancellationToken">Ends the stage.</param>
    /// <returns>The sum, 0 if there are no numbers.</returns>
    /// <exception cref="OverflowException">The sum does not fit into a long; it is not reported.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    // TODO 3: add, checked, and await each report.
    public static Task<long> SumAsync(
        ChannelReader<long> input, Func<long, CancellationToken, Task> report, CancellationToken cancellationToken) =>
        throw new NotImplementedException("Pipeline.SumAsync: add up and report.");

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
    // TODO 4: make two bounded channels and a linked token source, start the stages, cancel the source when one fails,
    //         wait for all, throw the first error.
    public static Task<long> RunAsync(
        IEnumerable<long> numbers, int capacity, Func<long, CancellationToken, Task> report, CancellationToken cancellationToken) =>
        throw new NotImplementedException("Pipeline.RunAsync: join the stages.");
}
