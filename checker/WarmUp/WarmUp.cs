using System;
using System.Linq;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

[assembly: Parallelization(Mode = ParallelMode.None)]

/// <summary>Not a part of camp: compiled against a lesson's references, and run by its test host before the lesson's tests.</summary>
public sealed class WarmUp
{
    public static int Main(string[] arguments) =>
        Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(arguments).GetAwaiter().GetResult();

    [Fact]
    public void Passes()
    {
        Assert.Equal(1, 1);
        Assert.Equal("a", "a");
        Assert.True(true, "");
        Assert.False(false, "");
    }

    [Fact]
    public void Fails() => throw new NotImplementedException();

    [Theory, InlineData(1, "a"), InlineData(2, null)]
    public void Counts(int number, string? text) => Assert.Equal([$"{number}{text}"], [text is null ? "2" : "1a"]);

    [Fact]
    public async Task Waits()
    {
        await Task.Yield();
        var channel = Channel.CreateBounded<int>(1);
        Assert.True(await OnAThread(() => true));
        await Task.WhenAny(Task.WhenAll(Enumerable.Range(0, 2).Select(n => OnAThread(() => $"{n}"))), Task.Delay(1000));
        await Task.Run(() => channel.Writer.WriteAsync(1).AsTask());
        Assert.Equal(1, await channel.Reader.ReadAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(() => Task.FromException(new InvalidOperationException()));
    }

    private static async Task<T> OnAThread<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() => done.SetResult(work())) { IsBackground = true }.Start();
        return await done.Task;
    }
}

/// <summary>Explored once before the lesson's situations are.</summary>
public static class WarmUpRaces
{
    public static async Task Two_meet()
    {
        var (count, gate) = (0, new object());
        await Task.WhenAll(Task.Run(Add), Task.Run(Add));
        Assert.Equal(2, count);

        void Add()
        {
            lock (gate)
                count++;
        }
    }
}
