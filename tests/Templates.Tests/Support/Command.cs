using System.Diagnostics;
using System.Text;
using Xunit;

namespace Camp.Templates.Tests.Support;

/// <summary>What a command printed (both streams) and how it ended.</summary>
internal sealed record Command(string Line, int ExitCode, string Output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>Runs a command to its end, speaking English, without any of the variables that a test run leaves behind.</summary>
    public static Task<Command> Run(string folder, string file, params IEnumerable<string> arguments) =>
        Run(folder, "en", file, arguments);

    /// <summary>Runs a command with one more environment variable.</summary>
    public static Task<Command> RunWith((string Name, string Value) variable, string folder, string file, params IEnumerable<string> arguments) =>
        Run(folder, "en", file, arguments, variable);

    /// <inheritdoc cref="Run(string, string, IEnumerable{string})"/>
    public static async Task<Command> Run(
        string folder, string language, string file, IEnumerable<string> arguments, (string Name, string Value)? variable = null)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(name);
        // A build node that outlives its build would keep our end of the pipe open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = language;
        start.Environment["DOTNET_NOLOGO"] = "1";
        if (variable is { } set)
            start.Environment[set.Name] = set.Value;
        return await Finish(start);
    }

    /// <summary>Fails the test, showing what was printed, unless the command exited with 0.</summary>
    public Command MustSucceed() => MustExit(0);

    /// <summary>Fails the test, showing what was printed, unless the command exited with <paramref name="code"/>.</summary>
    public Command MustExit(int code)
    {
        Assert.True(ExitCode == code, $"'{Line}' exited with {ExitCode}, not {code}:\n{Output}");
        return this;
    }

    private static async Task<Command> Finish(ProcessStartInfo start)
    {
        var output = new StringBuilder();
        using var process = new Process { StartInfo = start };
        DataReceivedEventHandler keep = (_, line) => { lock (output) output.Append(line.Data).Append(line.Data is null ? "" : "\n"); };
        process.OutputDataReceived += keep;
        process.ErrorDataReceived += keep;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.StandardInput.Close();

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
        lock (output)
            return new(string.Join(' ', start.ArgumentList.Prepend(start.FileName)), process.ExitCode, output.ToString());
    }
}
