using System.Diagnostics;
using System.Text;

namespace TrainingCamp.Checker.Compiling;

/// <summary>Runs the SDK's command line, free of what a build around us may have put into the environment.</summary>
internal static class Dotnet
{
    // Set by MSBuild and the CLI for their children; inherited, they would point the child at the wrong SDK.
    private static readonly string[] Inherited =
        ["MSBuildSDKsPath", "MSBuildExtensionsPath", "MSBUILD_EXE_PATH", "MSBuildLoadMicrosoftTargetsReadOnly", "DOTNET_CLI_CONTEXT_VERBOSE"];

    /// <summary>What the trainee's objects may take; then the runtime throws OutOfMemoryException. Hexadecimal bytes: 1.5 GB.</summary>
    private const string HeapLimit = "60000000";

    /// <summary>The host that runs assemblies: from DOTNET_HOST_PATH, DOTNET_ROOT or PATH.</summary>
    public static string Host
    {
        get
        {
            var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
            var root = Environment.GetEnvironmentVariable("DOTNET_ROOT");
            if (root is not null && File.Exists(Path.Combine(root, name)))
                return Path.Combine(root, name);
            return Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host && File.Exists(host) ? host : name;
        }
    }

    public static ProcessStartInfo StartInfo(string folder, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Host, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var name in Inherited)
            start.Environment.Remove(name);
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        return start;
    }

    /// <summary>Sets the runtime for a process that runs a trainee's code for a second or two.</summary>
    public static void ForShortRuns(ProcessStartInfo start)
    {
        // No use for a profile of itself.
        start.Environment["DOTNET_TieredPGO"] = "0";
        // Mapping each page of compiled code twice is a tenth of a start.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        start.Environment["DOTNET_GCHeapHardLimit"] = HeapLimit;
        // For each process two files among the temporary ones, which stay when it is ended.
        start.Environment["DOTNET_EnableDiagnostics_Debugger"] = "0";
    }

    /// <summary>Runs to the end.</summary>
    /// <exception cref="CampException">There is no SDK on this machine.</exception>
    public static async Task<(int ExitCode, string Output, string Errors)> Run(
        string folder, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        using var process = Start(StartInfo(folder, arguments));
        process.StandardInput.Close();
        try
        {
            var errors = process.StandardError.ReadToEndAsync(cancellation);
            var output = await process.StandardOutput.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return (process.ExitCode, output, await errors);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    public static Process Start(ProcessStartInfo info)
    {
        try
        {
            return Process.Start(info)!;
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            throw CampException.Broken($"\"{info.FileName}\" does not start: {error.Message}. Install the .NET 10 SDK, then run: camp doctor");
        }
    }
}
