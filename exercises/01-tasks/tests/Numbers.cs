using System.Threading.Channels;
using Camp.Testing;
using Xunit;

namespace Camp.Tasks.Tests;

/// <summary>Numbers for the stages of a pipeline, and what comes out of them.</summary>
public static class Numbers
{
    /// <summary>A completed channel with these numbers, and an error at its end.</summary>
    public static ChannelReader<long> Filled(Exception? error, params long[] numbers)
    {
        var channel = Channel.CreateUnbounded<long>();
        foreach (var number in numbers)
            channel.Writer.TryWrite(number);
        channel.Writer.Complete(error);
        return channel.Reader;
    }

    /// <summary>Reads until the writer is completed.</summary>
    public static async Task<List<long>> All(ChannelReader<long> reader)
    {
        var read = new List<long>();
        await Patience.Ends(Task.Run(async () =>
        {
            await foreach (var number in reader.ReadAllAsync(TestContext.Current.CancellationToken))
                read.Add(number);
        }), $"reading until the writer is completed. See README.md, 'Channels and pipelines'");
        return read;
    }

    /// <summary>The numbers from 0, and then an error.</summary>
    public static IEnumerable<long> Broken(Exception error, int after)
    {
        for (var number = 0; number < after; number++)
            yield return number;
        throw error;
    }
}
