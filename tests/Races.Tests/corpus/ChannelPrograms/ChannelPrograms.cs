using System.Threading.Channels;

namespace RaceCorpus.ChannelPrograms;

public static class ChannelPrograms
{
    private static async Task Produce(ChannelWriter<int> writer, int count)
    {
        for (var item = 1; item <= count; item++)
            await writer.WriteAsync(item);
    }

    private static async Task<int> Sum(ChannelReader<int> reader)
    {
        var sum = 0;
        await foreach (var item in reader.ReadAllAsync())
            sum += item;
        return sum;
    }

    public static async Task Unbounded_correct()
    {
        var channel = Channel.CreateUnbounded<int>();
        var sum = Task.Run(() => Sum(channel.Reader));
        await Produce(channel.Writer, 3);
        channel.Writer.Complete();
        Check.Same(6, await sum);
    }

    public static async Task Never_completed_broken()
    {
        var channel = Channel.CreateUnbounded<int>();
        var sum = Task.Run(() => Sum(channel.Reader));
        await Produce(channel.Writer, 3);
        await sum;
    }

    public static async Task Bounded_correct()
    {
        var channel = Channel.CreateBounded<int>(1);
        var sum = Task.Run(() => Sum(channel.Reader));
        await Produce(channel.Writer, 3);
        channel.Writer.Complete();
        Check.Same(6, await sum);
    }

    public static async Task Full_and_nobody_reads_broken()
    {
        var channel = Channel.CreateBounded<int>(1);
        await Produce(channel.Writer, 2);
        await Sum(channel.Reader);
    }

    public static async Task Item_brings_what_was_known_correct()
    {
        var (list, channel) = (new List<int>(), Channel.CreateUnbounded<int>());
        var writer = Task.Run(async () => { list.Add(1); await channel.Writer.WriteAsync(0); });
        await channel.Reader.ReadAsync();
        Check.Same(1, list.Count);
        await writer;
    }

    public static async Task Changed_after_the_item_broken()
    {
        var (list, channel) = (new List<int>(), Channel.CreateUnbounded<List<int>>());
        var writer = Task.Run(async () => { await channel.Writer.WriteAsync(list); list.Add(1); });
        _ = (await channel.Reader.ReadAsync()).Count;
        await writer;
    }

    public static async Task Two_workers_correct()
    {
        var (sums, channel) = (new int[2], Channel.CreateUnbounded<int>());
        var workers = Both.Run(() => Work(0), () => Work(1));
        await Produce(channel.Writer, 3);
        channel.Writer.Complete();
        await workers;
        Check.Same(6, sums.Sum());

        async Task Work(int number)
        {
            while (await channel.Reader.WaitToReadAsync())
            {
                while (channel.Reader.TryRead(out var item))
                    sums[number] += item;
            }
        }
    }

    public static async Task Two_workers_broken()
    {
        var (sum, channel) = (0, Channel.CreateUnbounded<int>());
        var workers = Both.Twice(async () =>
        {
            await foreach (var item in channel.Reader.ReadAllAsync())
                sum += item;
        });
        await Produce(channel.Writer, 3);
        channel.Writer.Complete();
        await workers;
    }

    public static async Task Written_after_the_end_broken()
    {
        var channel = Channel.CreateUnbounded<int>();
        await Both.Run(() => Produce(channel.Writer, 1), async () => channel.Writer.Complete());
    }

    public static async Task As_a_lock_correct()
    {
        var (count, gate) = (0, Channel.CreateBounded<int>(1));
        await Both.Twice(async () =>
        {
            await gate.Writer.WriteAsync(0);
            count++;
            await gate.Reader.ReadAsync();
        });
        Check.Same(2, count);
    }

    public static async Task Ended_with_an_error_correct()
    {
        var (channel, told) = (Channel.CreateBounded<int>(1), new InvalidOperationException());
        var closing = Task.Run(() => channel.Writer.Complete(told));
        try
        {
            await foreach (var item in channel.Reader.ReadAllAsync())
                Check.Same(0, item);
            Check.That(false, "the error");
        }
        catch (InvalidOperationException error)
        {
            Check.That(error == told, "the error itself");
        }

        await closing;
    }
}
