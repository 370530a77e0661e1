using System.Diagnostics;
using System.Globalization;
using TrainingCamp.TestHost;

namespace TrainingCamp.Checker.Running;

/// <summary>The processes that a process has started.</summary>
internal static class Children
{
    /// <summary>Known on Linux only; elsewhere a process is taken to have some.</summary>
    public static bool Any(int processId) =>
        !OperatingSystem.IsLinux() || Of(processId).Any();

    /// <summary>
    /// Ends a process and those below it. Where it can without .NET's way, which stops each process before it ends it: one that is stopped
    /// does not see that camp has gone, and would stay if camp were killed in between.
    /// </summary>
    /// <exception cref="InvalidOperationException">It has ended already.</exception>
    public static void EndWith(Process process)
    {
        if (!OperatingSystem.IsLinux())
        {
            process.Kill(entireProcessTree: true);
            return;
        }

        var below = Below(process.Id).ToList();
        process.Kill();
        foreach (var id in below)
            End(id);
        foreach (var id in below.Prepend(process.Id))
            DiagnosticSocket.Delete(id);
    }

    private static void End(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It has ended in this moment.
        }
    }

    private static IEnumerable<int> Below(int processId) => Of(processId).SelectMany(child => Below(child).Prepend(child));

    private static IEnumerable<int> Of(int processId) => Directory.EnumerateDirectories("/proc")
        .Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0]) && Parent(folder) == processId)
        .Select(folder => int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture));

    // "4711 (name, which may hold anything) S 42 …": 42 is the parent.
    private static int Parent(string folder)
    {
        try
        {
            var text = File.ReadAllText(Path.Combine(folder, "stat"));
            return int.Parse(text[(text.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It has ended in this moment.
            return 0;
        }
    }
}
