using System;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using Xunit;
using Xunit.Runner.Common;
using Xunit.Sdk;
using Xunit.v3;

[assembly: RegisterRunnerReporter(typeof(JsonReporter))]
[assembly: Parallelization(Mode = ParallelMode.None)]

/// <summary>Not a part of camp: compiled against a lesson's references, and run by its test host before the lesson's tests.</summary>
public sealed class WarmUp
{
    public static int Main(string[] arguments) =>
        Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(arguments).GetAwaiter().GetResult();

    [Fact]
    public void Passes() => Assert.Equal(1, 1);

    [Fact]
    public void Fails() => throw new NotImplementedException();

    [Theory, InlineData(1)]
    public void Counts(int number) => Assert.Equal([number], [1]);

    [Fact]
    public async Task Waits()
    {
        var channel = Channel.CreateBounded<int>(1);
        var thread = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() => thread.SetResult()) { IsBackground = true }.Start();
        await Task.WhenAny(Task.WhenAll(thread.Task, Task.Run(() => channel.Writer.WriteAsync(1).AsTask())), Task.Delay(1000));
        Assert.Equal(1, await channel.Reader.ReadAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(() => Task.FromException(new InvalidOperationException()));
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
