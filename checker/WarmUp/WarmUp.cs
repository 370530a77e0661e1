using System;
using System.Collections.Generic;
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

    // A long: xunit has to convert what the rows give.
    [Theory, InlineData(1, "a"), InlineData(2, null)]
    public void Counts(long number, string? text) => Assert.Equal([$"{number}{text}"], [text is null ? "2" : "1a"]);

    [Fact]
    public void Compares()
    {
        Assert.Equal(1L, 1L);
        Assert.Equal(["a"], new List<string?> { "a" });
        Assert.Equal([1], new List<int> { 1 });
        Assert.All(["a"], text => Assert.Same(text, text));
        Assert.Single(Enumerable.Range(0, 2).Select(n => $"{n}").ToArray(), "1");
        Assert.Equal(3, new[] { 1L, 2L }.Sum());
    }

    [Fact]
    public async Task Throws()
    {
        Assert.NotNull(Record.Exception(Fails));
        Assert.Throws<NotImplementedException>(Fails);
        Assert.Throws<NotImplementedException>(object? () => throw new NotImplementedException());
        Assert.ThrowsAny<NotImplementedException>(Fails);
        Assert.NotNull(await Record.ExceptionAsync(FailsLater));
        await Assert.ThrowsAnyAsync<NotImplementedException>(FailsLater);

        async Task FailsLater()
        {
            await Task.Delay(1, TestContext.Current.CancellationToken);
            Fails();
        }
    }

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
        Assert.True(await Later(true));
        await Task.WhenAll(Later(1), Later(2));
        Assert.Equal(1L, await Later(1L));
        Assert.Equal("a", await Later("a"));
    }

    private static async Task<T> Later<T>(T value)
    {
        var (first, second) = (OnAThread(() => value), OnAThread(() => value));
        await Task.WhenAll(first, second);
        return await await Task.WhenAny(first, second);
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
