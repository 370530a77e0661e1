using System.Text.RegularExpressions;

namespace TrainingCamp.Checker.Running;

/// <summary>Says in a sentence why a test process ended before its tests did.</summary>
internal static partial class Crash
{
    public const string OutOfMemory = "Out of memory: something keeps growing.";

    /// <summary>True for the first line of the runtime's own report of a fatal error.</summary>
    public static bool Begins(string line) => FirstLine().IsMatch(line);

    public static string Describe(int exitCode, string errors)
    {
        if (errors.Contains("Stack overflow", StringComparison.OrdinalIgnoreCase))
            return $"Stack overflow: a method calls itself without end.{Repeated(errors)}";
        if (errors.Contains("Out of memory", StringComparison.OrdinalIgnoreCase) || errors.Contains(nameof(OutOfMemoryException), StringComparison.Ordinal))
            return OutOfMemory;
        if (UnhandledException().Match(errors) is { Success: true } unhandled)
            return $"An exception that nobody caught ended the process: {unhandled.Groups[1].Value.Trim()}{Place(errors)}";
        if (FailFast().Match(errors) is { Success: true } failFast)
            return $"The process ended itself: {failFast.Groups[1].Value.Trim()}";
        return exitCode == 0
            ? "The process ended with exit code 0 in the middle of a test: something called Environment.Exit."
            : $"The process ended with exit code {exitCode} in the middle of a test.{(errors.Length > 0 ? "\n" + errors : "")}";
    }

    /// <summary>The same for an exception that the test runner saw leave a thread.</summary>
    public static string Uncaught(IReadOnlyList<string> types, IReadOnlyList<string> messages, IReadOnlyList<string> stackTraces) =>
        $"An exception that nobody caught ends the process: {types.FirstOrDefault()}: {messages.FirstOrDefault()}{Place(string.Join('\n', stackTraces.Take(1)))}";

    private static string Repeated(string errors) => FirstFrame().Match(errors) is { Success: true } frame ? $" It repeats {frame.Groups[1].Value}." : "";

    private static string Place(string errors) => FrameWithLine().Match(errors) is { Success: true } frame ? $"\n  at {frame.Groups[1].Value}" : "";

    [GeneratedRegex(@"^(Unhandled exception\.|Process terminated\.|Stack overflow|Out of memory|Fatal error\.)")]
    private static partial Regex FirstLine();

    [GeneratedRegex(@"Unhandled exception\. (.+)")]
    private static partial Regex UnhandledException();

    [GeneratedRegex(@"(?:Process terminated\.|FailFast:?)\s*(.+)")]
    private static partial Regex FailFast();

    [GeneratedRegex(@"^\s+at (Camp\.[^\r\n(]+)", RegexOptions.Multiline)]
    private static partial Regex FirstFrame();

    [GeneratedRegex(@"^\s+at (Camp\.[^\r\n]+ in [^\r\n]+:line \d+)", RegexOptions.Multiline)]
    private static partial Regex FrameWithLine();
}
