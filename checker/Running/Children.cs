using System.Globalization;

namespace TrainingCamp.Checker.Running;

/// <summary>Finds out whether a process waits for others that it has started.</summary>
internal static class Children
{
    /// <summary>Known on Linux only; elsewhere a process is taken to have some.</summary>
    public static bool Any(int processId) =>
        !OperatingSystem.IsLinux() || Directory.EnumerateDirectories("/proc").Any(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0]) && Parent(folder) == processId);

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
