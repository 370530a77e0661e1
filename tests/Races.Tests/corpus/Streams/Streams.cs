using System.Runtime.CompilerServices;

namespace RaceCorpus.Streams;

public static class Streams
{
    private static async IAsyncEnumerable<int> Count(int to, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        for (var number = 1; number <= to; number++)
        {
            // Virtual time: the explorer has the clock, and nobody waits.
            await Task.Delay(1, cancellation);
            yield return number;
        }
    }

    public static async Task Summed_correct()
    {
        var sum = 0;
        await foreach (var number in Count(3))
            sum += number;
        Check.Same(6, sum);
    }

    public static async Task Configured_correct()
    {
        var sum = 0;
        await foreach (var number in Count(3).ConfigureAwait(false))
            sum += number;
        Check.Same(6, sum);
    }

    public static async Task Two_at_once_broken()
    {
        var sum = 0;
        await Both.Twice(async () =>
        {
            await foreach (var number in Count(2))
                sum += number;
        });
    }

    public static async Task Two_at_once_correct()
    {
        var sum = 0;
        await Both.Twice(async () =>
        {
            await foreach (var number in Count(2))
                Interlocked.Add(ref sum, number);
        });
        Check.Same(6, sum);
    }

    public static async Task Changed_beside_the_stream_broken()
    {
        var items = new List<int> { 1, 2 };
        await Both.Run(async () =>
        {
            await foreach (var _ in Items()) { }
        }, () => { items.Add(3); return Task.CompletedTask; });

        async IAsyncEnumerable<int> Items()
        {
            foreach (var item in items)
            {
                await Task.Yield();
                yield return item;
            }
        }
    }
}
