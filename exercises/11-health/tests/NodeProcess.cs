using System.Diagnostics;
using System.Runtime.InteropServices;
using Camp.Testing;

namespace Camp.Health.Tests;

/// <summary>
/// A <see cref="Node"/> in a process of its own, this same program started once more, so that it can get a real signal and really end.
/// </summary>
public sealed class NodeProcess : IAsyncDisposable
{
    /// <summary>Names the registry, and says that this process is to be a service and no test run.</summary>
    public const string RegistryVariable = "CAMP_HEALTH_REGISTRY";

    /// <summary>The host's limit for its shutdown, in seconds.</summary>
    public const string LimitVariable = "CAMP_HEALTH_LIMIT";

    private const int Sigterm = 15;

    private readonly Process _process;

    private NodeProcess(Process process) => _process = process;

    /// <summary>A client of the service.</summary>
    public HttpClient Client { get; } = new(new SocketsHttpHandler { UseProxy = false });

    /// <summary>Starts the service and waits until it listens and is registered.</summary>
    public static async Task<NodeProcess> Start(Uri registry, int limitSeconds)
    {
        var program = Environment.ProcessPath!;
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true };
        // Where tests run as "dotnet Health.dll", the program alone would be no more than the runtime.
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
            start.ArgumentList.Add(typeof(NodeProcess).Assembly.Location);
        start.Environment[RegistryVariable] = registry.ToString();
        start.Environment[LimitVariable] = limitSeconds.ToString();
        var node = new NodeProcess(Process.Start(start)!);
        node.Client.BaseAddress = new Uri(await node.Told("listens on "));
        return node;
    }

    /// <summary>Waits for a line of its output that begins like this, and returns the rest of it.</summary>
    public async Task<string> Told(string beginning)
    {
        while (await Patience.Ends(_process.StandardOutput.ReadLineAsync(), $"'{beginning}' from the service") is { } line)
        {
            if (line.StartsWith(beginning, StringComparison.Ordinal))
                return line[beginning.Length..];
            if (line.StartsWith("failed System.NotImplementedException", StringComparison.Ordinal))
                throw new NotImplementedException(line);
            Expect.True(!line.StartsWith("failed ", StringComparison.Ordinal), $"The service {line}.", "The end, step by step");
        }

        throw new InvalidOperationException($"The service has ended and never said '{beginning}'.");
    }

    /// <summary>Tells the service something, by a line of its input: "grace is over", "work is done".</summary>
    public Task Tell(string line) => _process.StandardInput.WriteLineAsync(line);

    /// <summary>What Kubernetes, systemd and docker stop send.</summary>
    public void Terminate() => Expect.Equal(0, Kill(_process.Id, Sigterm), "The result of kill", "The end, step by step");

    /// <summary>Waits for the end of the process.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> Ended()
    {
        await Patience.Ends(_process.WaitForExitAsync(), "the end of the service");
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
