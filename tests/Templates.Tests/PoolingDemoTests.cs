using System.Diagnostics;
using System.Text.RegularExpressions;
using Camp.Templates.Tests.Support;
using Xunit;

namespace Camp.Templates.Tests;

/// <summary>The demo of 07-pooling against a real PostgreSQL, which is stopped and started while it runs.</summary>
public sealed partial class PoolingDemoTests(Pack pack)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Four_steps_are_measured_and_the_pool_survives_a_restart()
    {
        await using var server = await Postgres.Start();
        var root = pack.EmptyFolder("pooling");
        (await pack.New(root, "camp-pooling", "-n", "07-pooling", "--solution", "--no-update-check")).MustSucceed();

        using var demo = Demo(Path.Combine(root, "07-pooling"), server.ConnectionString);
        var output = new List<string>();
        try
        {
            while (await demo.StandardOutput.ReadLineAsync(Token) is { } line)
            {
                output.Add(line);
                if (line.StartsWith("Stop the server now", StringComparison.Ordinal))
                    await server.Down();
                if (line.StartsWith("The server is away", StringComparison.Ordinal))
                    await server.Up();
            }

            await demo.WaitForExitAsync(Token);
        }
        finally
        {
            if (!demo.HasExited)
                demo.Kill(entireProcessTree: true);
        }

        var told = string.Join('\n', output);
        Assert.True(demo.ExitCode == 0, told);
        Assert.EndsWith("The same pool goes on.", told, StringComparison.Ordinal);
        var rows = output.Select(line => Row().Match(line)).Where(row => row.Success).ToList();
        Assert.Equal(["1", "2", "3", "4"], rows.Select(row => row.Groups["step"].Value));
        Assert.True(Opened(0) > Opened(1) && Opened(1) > Opened(2), "Each step should open fewer connections than the one before:\n" + told);
        Assert.True(rows[3].Groups["failed"].Value == "0", "With a check before each use no request should fail:\n" + told);

        int Opened(int step) => int.Parse(rows[step].Groups["opened"].Value, null);
    }

    private static Process Demo(string folder, string server)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine("demo", "demo.cs"), "--restart"]) { WorkingDirectory = folder, RedirectStandardOutput = true };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(name);
        // A build node that outlives its build would keep our end of the pipe open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["CAMP_POSTGRES"] = server;
        return Process.Start(start)!;
    }

    [GeneratedRegex(@"^  (?<step>[1-4]) .+? +[0-9.]+ +(?<opened>[0-9]+) +(?<failed>[0-9]+)$")]
    private static partial Regex Row();
}
