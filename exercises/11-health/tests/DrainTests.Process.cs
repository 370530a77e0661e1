using System.Collections.Concurrent;
using System.Net.Sockets;
using Camp.Testing;
using Xunit;

namespace Camp.Health.Tests;

/// <summary>The same in a whole service: with a real server, a registry over HTTP, and a real signal.</summary>
public sealed partial class DrainTests
{
    private const int Ages = 600;

    // Each call is a new connection: one that is kept alive goes on being served when new ones are refused.
    private static readonly HttpClient Stranger = new(new SocketsHttpHandler { UseProxy = false, PooledConnectionLifetime = TimeSpan.Zero });

    private readonly ConcurrentQueue<string> _events = new();
    private readonly TaskCompletionSource _deregistered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task A_service_in_this_process_ends_in_order()
    {
        await using var node = new Node(_book, _clock, _options, TimeSpan.FromSeconds(Ages));
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        _book.Registering = async instance => _events.Enqueue($"registered, and a probe gets {await Ready(instance.Address)}");
        _book.Deregistering = _ =>
        {
            _deregistered.TrySetResult();
            return Task.CompletedTask;
        };
        await Patience.Ends(node.App.StartAsync(NoToken), "the start of the service");
        var address = node.Address;
        var request = client.GetStringAsync(new Uri(address, "/work"), NoToken);
        await Patience.Ends(node.Work.Arrived, "a request in its handler");

        var stopping = node.App.StopAsync(NoToken);
        await Follow(address, request, EndGrace, EndWork);
        await Patience.Ends(stopping);
        _events.Enqueue("ended");
        await Snapshots.Match("Drain", string.Join("\n", _events) + "\n");

        Task EndGrace()
        {
            _clock.Advance(_options.Grace);
            return Task.CompletedTask;
        }

        Task EndWork()
        {
            node.Work.Open();
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task A_process_that_gets_SIGTERM_ends_in_order()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM; A_service_in_this_process_ends_in_order shows the same steps there.");
        await using var registry = await RegistryServer();
        await using var node = await NodeProcess.Start(registry.Client.BaseAddress!, Ages);
        var address = node.Client.BaseAddress!;
        var request = node.Client.GetStringAsync("/work", NoToken);
        await node.Told("works");

        node.Terminate();
        await Follow(address, request, () => node.Tell("grace is over"), () => node.Tell("work is done"));
        Expect.Equal(0, await node.Ended(), "The exit code", Section);
        _events.Enqueue("ended");
        await Snapshots.Match("Drain", string.Join("\n", _events) + "\n");
    }

    [Fact]
    public async Task A_process_whose_request_never_ends_is_out_of_the_registry_and_ends_at_the_deadline()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM; The_end_deregisters_once_also_after_the_deadline shows this step there.");
        await using var registry = await RegistryServer();
        await using var node = await NodeProcess.Start(registry.Client.BaseAddress!, 1);
        var request = node.Client.GetStringAsync("/work", NoToken);
        await node.Told("works");
        node.Terminate();
        await node.Ended();
        Expect.True(_deregistered.Task.IsCompleted, "The registry never heard of the end.", "A deadline for everything");
        await Patience.Ends(Task.WhenAny(request), "the end of the request that was cut off");
        Expect.True(request.IsFaulted, "The request got a whole answer.", "A deadline for everything");
    }

    // What a caller sees of a service that has been told to stop. Nothing here waits for a time: each step is waited for, and the next one
    // is set off by the test.
    private async Task Follow(Uri address, Task<string> request, Func<Task> endGrace, Func<Task> endWork)
    {
        await Until(async () => await Ready(address) == 503, "a probe that says it is not ready");
        _events.Enqueue("a probe gets 503, and new connections still get answers");
        Expect.True(!request.IsCompleted, "The request that runs was cut off.", Section);
        await Until(async () =>
        {
            // Again and again: the service says "not ready" a moment before it begins to wait for this clock.
            await endGrace();
            return await Refused(address);
        }, "a new connection that is refused");
        _events.Enqueue("new connections are refused");
        Expect.True(!Together.Chance(() => request.IsCompleted || _deregistered.Task.IsCompleted), "Deregistered, or a request cut off, before the requests that ran had ended.", Section);
        await endWork();
        Expect.Equal("done", await Patience.Ends(request, "the request that ran"), "Its answer", Section);
        _events.Enqueue("the request that ran got its answer");
        await Patience.Ends(_deregistered.Task, "the registry hears of the end");
        _events.Enqueue("deregistered");
    }

    private async Task<LocalServer> RegistryServer() => await LocalServer.Start(app =>
    {
        app.MapPut("/instances", async (Instance instance) =>
            _events.Enqueue($"registered, and a probe gets {await Ready(instance.Address)}"));
        app.MapDelete("/instances", (string id) => _deregistered.TrySetResult());
    });

    private static async Task<int> Ready(Uri address)
    {
        using var answer = await Stranger.GetAsync(new Uri(address, "/health/ready"));
        return (int)answer.StatusCode;
    }

    private static async Task<bool> Refused(Uri address)
    {
        try
        {
            await Ready(address);
            return false;
        }
        catch (Exception error) when (error is HttpRequestException or SocketException)
        {
            // The client does not wrap the error of a connection that goes in the moment it was made.
            return true;
        }
    }

    private static Task Until(Func<Task<bool>> happened, string what) => Patience.Ends(Looking(happened), what);

    private static async Task Looking(Func<Task<bool>> happened)
    {
        // The pause leaves the processor to the service that is watched; no verdict depends on it.
        while (!await happened())
            await Task.Delay(10);
    }
}
