using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Camp.Events.Tests;

/// <summary>Processes that do not live long: this program once more, told by its environment to use the outbox and die.</summary>
internal static class Crash
{
    private const string Scenario = "CAMP_CRASH";
    private const string Database = "CAMP_CRASH_DATABASE";
    private const string Log = "CAMP_CRASH_LOG";

    public static Process Start(string scenario, TestDatabase database)
    {
        // The dotnet that runs this process: <root>/shared/Microsoft.NETCore.App/<version>/ is where its runtime lies.
        var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        var start = new ProcessStartInfo(Path.Combine(root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"), ["exec", typeof(Crash).Assembly.Location]);
        start.Environment[Scenario] = scenario;
        start.Environment[Database] = database.Connection;
        start.Environment[Log] = database.Log;
        return Process.Start(start)!;
    }

    /// <summary>Ends when the process has written so many lines to the log, or has ended.</summary>
    public static async Task Lines(TestDatabase database, int count, Process process)
    {
        // Another process writes: there is nothing to await. The pause leaves it the processor; no verdict depends on it.
        while (!process.HasExited && (await Whole(database)).Length < count)
            await Task.Delay(10);
    }

    /// <summary>The lines of the log that are complete: the last one may have been cut off.</summary>
    public static async Task<string[]> Whole(TestDatabase database) =>
        File.Exists(database.Log) ? (await Text(database.Log)).Split('\n')[..^1] : [];

    private static async Task<string> Text(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }

    // Runs before Main: in the test's own process the variable is not there, and nothing happens.
#pragma warning disable CA2255 // Meant for libraries that run code at load time; here that is what is wanted.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Begin()
    {
        if (Environment.GetEnvironmentVariable(Scenario) is not { Length: > 0 } scenario)
            return;
        try
        {
            var outbox = new Outbox(Environment.GetEnvironmentVariable(Database)!);
            (scenario == "relay" ? Relay(outbox) : Create(outbox)).GetAwaiter().GetResult();
        }
        finally
        {
            Process.GetCurrentProcess().Kill();
        }
    }

    // Dies after the second event has been published, before it can be marked as sent.
    private static Task Relay(Outbox outbox) => outbox.RelayAsync(async (created, token) =>
    {
        Append(created.Name);
        if (created.Name == "bert")
        {
            Process.GetCurrentProcess().Kill();
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
        }
    }, CancellationToken.None);

    // Creates users and acknowledges them until somebody kills the process.
    private static async Task Create(Outbox outbox)
    {
        for (var number = 0; number < 100_000; number++)
        {
            await outbox.CreateUserAsync($"user {number}", CancellationToken.None);
            Append($"user {number}");
        }
    }

    private static void Append(string line) => File.AppendAllText(Environment.GetEnvironmentVariable(Log)!, line + "\n");
}
