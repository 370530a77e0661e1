using System.Diagnostics;

namespace TrainingCamp.Checker.Tests.Support;

/// <summary>The processes that have to do with a folder. Known on Linux only; elsewhere there seem to be none.</summary>
internal static class Processes
{
    /// <summary>Ends when none is left.</summary>
    public static async Task Gone(string folder)
    {
        foreach (var process in Of(folder))
            using (process)
                await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
    }

    /// <summary>Those that work in the folder or below it, or name it on their command line.</summary>
    public static IReadOnlyList<Process> Of(string folder) => OperatingSystem.IsLinux() ? [.. Process.GetProcesses().Where(process => Concerns(process.Id, folder))] : [];

    /// <summary>The process's arguments.</summary>
    /// <exception cref="IOException">It has ended.</exception>
    public static string CommandLine(int id) => File.ReadAllText($"/proc/{id}/cmdline");

    private static bool Concerns(int id, string folder)
    {
        try
        {
            return CommandLine(id).Contains(folder, StringComparison.Ordinal)
                || new FileInfo($"/proc/{id}/cwd").LinkTarget?.StartsWith(folder, StringComparison.Ordinal) == true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It has ended, or belongs to somebody else.
            return false;
        }
    }
}
