using TrainingCamp.Checker.Compiling;

namespace TrainingCamp.Checker.Running;

/// <summary>
/// Asks <see cref="ThreadDump"/> in a process of its own: reading the memory of a process that is falling apart may take
/// the reader down with it, and that must never be the checker.
/// </summary>
internal static class Inspector
{
    /// <summary>The hidden command of camp that the other process runs.</summary>
    public const string Command = "who-waits";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <inheritdoc cref="ThreadDump.WhoWaits"/>
    /// <returns>Empty also when the process could not be looked into.</returns>
    public static async Task<IReadOnlyList<string>> WhoWaits(int processId, string assembly, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        try
        {
            string[] arguments = ["exec", typeof(Inspector).Assembly.Location, Command, $"{processId}", assembly];
            var (exitCode, output, _) = await Dotnet.Run(Path.GetTempPath(), arguments, limit.Token);
            return exitCode == 0 ? output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : [];
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return [];
        }
    }

    /// <summary>What the other process does.</summary>
    public static int Print(string processId, string assembly)
    {
        foreach (var line in ThreadDump.WhoWaits(int.Parse(processId, System.Globalization.CultureInfo.InvariantCulture), assembly))
            Console.WriteLine(line);
        return ExitCodes.Passed;
    }
}
