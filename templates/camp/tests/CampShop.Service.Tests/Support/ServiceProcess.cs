using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Camp.Service.Tests.Support;

/// <summary>The service as a process of its own, for what only a process can show: signals, exit codes, refusals.</summary>
internal sealed class ServiceProcess : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("camp-process-");
    private readonly Process _process;

    public ServiceProcess(params string[] settings)
    {
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        _process = Process.Start(new ProcessStartInfo(
            dotnet,
            [typeof(Program).Assembly.Location, "--urls=http://127.0.0.1:0", "--environment=Production", .. settings])
        {
            WorkingDirectory = _folder.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }

    /// <summary>Reads the log up to the line whose template begins so.</summary>
    public async Task<JsonNode> LoggedAsync(string template)
    {
        while (await _process.StandardOutput.ReadLineAsync(TestService.Cancelled) is { } line)
        {
            var entry = JsonNode.Parse(line)!;
            if (((string)entry["@mt"]!).StartsWith(template, StringComparison.Ordinal))
            {
                return entry;
            }
        }
        throw new InvalidOperationException($"The service ended before it logged '{template}'.");
    }

    public async Task TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync(TestService.Cancelled);
    }

    /// <summary>The exit code and what was said on stderr.</summary>
    public async Task<(int Code, string Errors)> ExitAsync()
    {
        // Both pipes are emptied, or a talkative process would wait for its reader.
        var rest = _process.StandardOutput.ReadToEndAsync(TestService.Cancelled);
        var errors = await _process.StandardError.ReadToEndAsync(TestService.Cancelled);
        await rest;
        await _process.WaitForExitAsync(TestService.Cancelled);
        return (_process.ExitCode, errors);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }
        _process.Dispose();
        _folder.Delete(recursive: true);
    }
}
