using System.Diagnostics;
using Camp.Testing;
using Xunit;

namespace Camp.Metrics.Tests;

/// <summary>A program of Prometheus, if this machine has it.</summary>
public static class Tool
{
    /// <summary>Where the program is; a test that needs it is skipped when it is not on the PATH.</summary>
    public static string Find(string name)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var names = OperatingSystem.IsWindows() ? [name + ".exe"] : new[] { name };
        var found = folders.SelectMany(folder => names.Select(file => Path.Combine(folder, file))).FirstOrDefault(File.Exists);
        if (found is null)
            Assert.Skip($"\"{name}\" is not on the PATH, so this part was not tested. Debian and Ubuntu: apt-get install prometheus.");
        return found;
    }

    /// <summary>Runs it to its end.</summary>
    /// <returns>The exit code and what it printed.</returns>
    public static async Task<(int Exit, string Output)> Run(string name, string input, params string[] arguments)
    {
        var start = new ProcessStartInfo(Find(name), arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            await Patience.Ends(process.WaitForExitAsync(TestContext.Current.CancellationToken), $"{name} {string.Join(' ', arguments)}");
            return (process.ExitCode, await output + await errors);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
