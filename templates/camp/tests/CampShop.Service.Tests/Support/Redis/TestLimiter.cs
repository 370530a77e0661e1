using System.Diagnostics;

namespace Camp.Service.Tests.Support;

/// <summary>A Redis server on a free port of loopback, started by the first test that needs it; each test has keys of its own.</summary>
internal static class TestLimiter
{
    private static readonly Lazy<Task<int>> Server = new(StartAsync);

    /// <summary>Skips the test where Redis isn't installed.</summary>
    public static async Task<string[]> SettingsAsync()
    {
        var paths = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        Assert.SkipUnless(paths.Any(folder => File.Exists(Path.Combine(folder, "redis-server"))), "redis-server is not on PATH.");
        return [$"--Redis:Servers=127.0.0.1:{await Server.Value.WaitAsync(TestService.Cancelled)}", $"--Redis:KeyPrefix={Guid.NewGuid():N}:"];
    }

    private static async Task<int> StartAsync()
    {
        var port = FreePort.Next();
        var process = Process.Start(new ProcessStartInfo(
            "redis-server", ["--port", $"{port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--daemonize", "no"])
        {
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardOutput = true,
        })!;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => process.Kill();
        var ready = new TaskCompletionSource();
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.Contains("Ready to accept", StringComparison.Ordinal) == true)
            {
                ready.TrySetResult();
            }
        };
        process.BeginOutputReadLine();
        await ready.Task.WaitAsync(TestService.Cancelled);
        return port;
    }
}
