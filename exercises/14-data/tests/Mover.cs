using System.Diagnostics;
using System.Runtime.InteropServices;
using Camp.Testing;

namespace Camp.Data.Tests;

/// <summary>A process of its own that moves 30 cents from account 1 to account 2 and stops on the way.</summary>
public sealed class Mover : IDisposable
{
    /// <summary>Names the file; set in the other process only.</summary>
    public const string Variable = "CAMP_DATA_FILE";

    /// <summary>After how many changes to stop.</summary>
    public const string Changes = "CAMP_DATA_CHANGES";

    private readonly Process _process;

    /// <param name="path">The SQLite file.</param>
    /// <param name="stopAfter">Stops after so many changes; after its answer, if there are not as many.</param>
    public Mover(string path, int stopAfter)
    {
        var assembly = typeof(Mover).Assembly.Location;
        // The folder of the runtime is shared/Microsoft.NETCore.App/10.0.0 below that of dotnet.
        var dotnet = Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        var start = new ProcessStartInfo(Path.GetFullPath(dotnet), ["exec", assembly])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_STARTUP_HOOKS"] = assembly;
        start.Environment[Variable] = path;
        start.Environment[Changes] = $"{stopAfter}";
        _process = Process.Start(start)!;
        _ = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>Where it has stopped; "ended" when it is no more.</summary>
    public async Task<string> Stopped() =>
        await Patience.Ends(_process.StandardOutput.ReadLineAsync(), "the process that moves money") ?? "ended";

    /// <summary>kill -9: no handler, no finally, nothing is flushed.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await Patience.Ends(_process.WaitForExitAsync(), "the end of the killed process");
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
