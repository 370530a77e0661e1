using System.Diagnostics;
using Npgsql;

namespace Camp.Service.Tests.Support;

/// <summary>A PostgreSQL server on a free port of loopback, started by the first test that needs it.</summary>
internal static class PostgresServer
{
    private static readonly Lazy<Task<string>> Server = new(StartAsync);

    /// <summary>How to connect, without a database's name. Skips the test where PostgreSQL isn't installed.</summary>
    public static async Task<string> StartedAsync()
    {
        Assert.SkipWhen(Binaries is null, "PostgreSQL is not installed: initdb and postgres are neither on PATH nor under /usr/lib/postgresql.");
        return await Server.Value.WaitAsync(TestService.Cancelled);
    }

    private static string? Binaries { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Concat(Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")) : [])
        .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));

    private static async Task<string> StartAsync()
    {
        var folder = (await RunAsync("mktemp", "-d", "/tmp/camp-postgres-XXXXXX")).Trim();
        await RunAsync($"{Binaries}/initdb", "-D", $"{folder}/data", "-U", "camp", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C");
        var port = FreePort.Next();
        // A server for minutes: what it writes need not survive a power cut.
        var process = Start(
            $"{Binaries}/postgres", "-D", $"{folder}/data", "-p", $"{port}", "-k", folder, "-h", "127.0.0.1", "-c", "fsync=off", "-c", "max_connections=500");
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            Start($"{Binaries}/pg_ctl", "stop", "-D", $"{folder}/data", "-m", "immediate", "-s").WaitForExit();
            process.WaitForExit();
            Start("rm", "-r", folder).WaitForExit();
        };
        var server = $"Host=127.0.0.1;Port={port};Username=camp";
        await Eventually.TrueAsync(() => AnswersAsync($"{server};Database=postgres;Pooling=false;Timeout=1"), "PostgreSQL answers");
        return server;
    }

    private static async Task<bool> AnswersAsync(string connectionString)
    {
        try
        {
            await using var connection = new NpgsqlConnection(connectionString);
            await connection.OpenAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static async Task<string> RunAsync(string file, params string[] arguments)
    {
        using var process = Start(file, arguments);
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{file} failed: {await errors}");
    }

    // PostgreSQL refuses to run as root, which is who runs the tests in many containers.
    private static Process Start(string file, params string[] arguments)
    {
        var start = Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows()
            ? new ProcessStartInfo("runuser", ["-u", "postgres", "--", file, .. arguments])
            : new ProcessStartInfo(file, arguments);
        start.WorkingDirectory = Path.GetTempPath();
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        var process = Process.Start(start)!;
        if (file.EndsWith("/postgres", StringComparison.Ordinal))
        {
            // Nobody reads its log; a full pipe would stop it.
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
        }
        return process;
    }
}
