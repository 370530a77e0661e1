using Microsoft.Extensions.Time.Testing;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestPipelineStartup(typeof(Camp.Health.Tests.NodeProgram))]

namespace Camp.Health.Tests;

/// <summary>
/// Runs before the tests. In a process that <see cref="NodeProcess"/> has started it is the whole program: the service runs until it is
/// stopped, and no test does. (xunit makes the entry point of this project, so there is no Main to put this into.)
/// </summary>
public sealed class NodeProgram : ITestPipelineStartup
{
    private static readonly DrainOptions Options = new();

    public async ValueTask StartAsync(IMessageSink diagnosticMessageSink)
    {
        if (Environment.GetEnvironmentVariable(NodeProcess.RegistryVariable) is { Length: > 0 } registry)
            Environment.Exit(await Run(new Uri(registry)));
    }

    public ValueTask StopAsync() => ValueTask.CompletedTask;

    private static async Task<int> Run(Uri registry)
    {
        try
        {
            // The test turns this clock, by lines of input: the service waits for as long as the test needs.
            var clock = new FakeTimeProvider();
            var limit = TimeSpan.FromSeconds(int.Parse(Environment.GetEnvironmentVariable(NodeProcess.LimitVariable)!));
            using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = registry };
            await using var node = new Node(new HttpRegistry(client), clock, Options, limit);
            await node.App.StartAsync();
            Console.WriteLine($"listens on {node.Address}");
            _ = Task.Run(() => Listen(node, clock));
            _ = node.Work.Arrived.ContinueWith(_ => Console.WriteLine("works"), TaskScheduler.Default);
            await node.App.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception failure)
        {
            Console.WriteLine($"failed {failure.GetType()}: {failure.Message.ReplaceLineEndings(" ")}");
            return 1;
        }
    }

    private static void Listen(Node node, FakeTimeProvider clock)
    {
        while (Console.ReadLine() is { } line)
        {
            if (line == "grace is over")
                clock.Advance(Options.Grace);
            if (line == "work is done")
                node.Work.Open();
        }

        // The test is gone, and so nobody would ever stop this process.
        Environment.Exit(3);
    }
}
