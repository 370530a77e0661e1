using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace Camp.Service.Tests.Support;

/// <summary>The service as a process of its own, for what only a process can show: signals, exit codes, refusals, sudden death.</summary>
internal sealed class ServiceProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;
    private readonly Channel<string> _log = Channel.CreateUnbounded<string>();

    /// <param name="settings">Settings over the tests' usual ones.</param>
    public ServiceProcess(params string[] settings)
    {
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        _process = Process.Start(new ProcessStartInfo(dotnet, [typeof(Program).Assembly.Location, .. TestService.Usual, .. settings])
        {
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        // Both pipes are emptied all the time, or a talkative process would wait for its reader.
        _process.OutputDataReceived += (_, line) => _ = line.Data is null ? _log.Writer.TryComplete() : _log.Writer.TryWrite(line.Data);
        _process.BeginOutputReadLine();
        _errors = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>Reads the log up to the line whose template begins so.</summary>
    public async Task<JsonNode> LoggedAsync(string template)
    {
        await foreach (var line in _log.Reader.ReadAllAsync(TestService.Cancelled))
        {
            var entry = JsonNode.Parse(line)!;
            if (((string)entry["@mt"]!).StartsWith(template, StringComparison.Ordinal))
            {
                return entry;
            }
        }
        throw new InvalidOperationException($"The service ended before it logged '{template}': {await _errors}");
    }

    /// <summary>The lines with an exception that nobody has read: what a client is not told.</summary>
    public IEnumerable<string> LoggedFailures()
    {
        while (_log.Reader.TryRead(out var line))
        {
            if (JsonNode.Parse(line)!["@x"] is not null)
            {
                yield return line;
            }
        }
    }

    /// <summary>Where it listens, as soon as it does.</summary>
    public async Task<Uri> AddressAsync() => new((string)(await LoggedAsync("Now listening on"))["address"]!);

    /// <summary>How long processors have worked for this process: unlike the clock's time it is the same on a busy machine.</summary>
    public TimeSpan Work()
    {
        _process.Refresh();
        return _process.TotalProcessorTime;
    }

    public async Task TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync(TestService.Cancelled);
    }

    /// <summary>Ends the process as <c>kill -9</c> does: it gets no chance to do anything more.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>The exit code and what was said on stderr.</summary>
    public async Task<(int Code, string Errors)> ExitAsync()
    {
        await _process.WaitForExitAsync(TestService.Cancelled);
        return (_process.ExitCode, await _errors);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }
        _process.Dispose();
    }
}
