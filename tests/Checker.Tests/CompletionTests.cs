using System.Diagnostics;
using TrainingCamp.Checker.Tests.Support;
using Xunit;

namespace TrainingCamp.Checker.Tests;

/// <summary>The scripts, in the shells they are for.</summary>
public sealed class CompletionTests : IDisposable
{
    private readonly GoldenLesson _lesson = new();
    private readonly TemporaryFolder _bin = new();

    public CompletionTests()
    {
        var camp = Path.Combine(_bin.Path, "camp");
        File.WriteAllText(camp, $"#!/bin/sh\nexec '{Compiling.Dotnet.Host}' exec '{Path.Combine(AppContext.BaseDirectory, "camp.dll")}' \"$@\"\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(camp, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    [Theory]
    [InlineData("camp ver", "verify")]
    [InlineData("camp check gol", "golden golden/adder golden/other")]
    [InlineData("camp hint golden/a", "golden/adder")]
    [InlineData("camp report --for", "--format")]
    [InlineData("camp report --format j", "json junit")]
    public async Task Bash_completes_commands_exercises_and_options(string line, string expected)
    {
        var script = $$"""
            source <(camp completion bash)
            COMP_LINE='{{line}}'; COMP_POINT=${#COMP_LINE}; COMP_WORDS=($COMP_LINE); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _camp
            printf '%s\n' "${COMPREPLY[@]}"
            """;

        Assert.Equal(expected.Split(' '), await Run("bash", "--norc", "-c", script));
    }

    [Fact]
    public async Task Zsh_completes_exercises()
    {
        // A terminal of its own, in which somebody types and presses Tab.
        var script = """
            zmodload zsh/zpty
            zpty shell 'zsh -f -i'
            zpty -w shell 'PROMPT=; autoload -Uz compinit; compinit -u -D; source <(camp completion zsh); print REA''DY'
            zpty -r shell output '*READY*'
            zpty -w -n shell $'camp hint golden/a\t'
            zpty -r shell output '*golden/adder*'
            print -r -- "$output"
            """;

        Assert.Contains(await Run("zsh", "-f", "-c", script), line => line.EndsWith("camp hint golden/adder", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Fish_completes_exercises() =>
        Assert.Contains("golden/adder", await Run("fish", "--no-config", "-c", "camp completion fish | source; complete -C 'camp hint golden/a'"));

    [Fact]
    public async Task PowerShell_gets_a_script_that_registers_itself()
    {
        var camp = await Camp.Run(_lesson.Folder, "completion", "pwsh");

        Assert.Contains("Register-ArgumentCompleter -Native -CommandName camp", camp.Output, StringComparison.Ordinal);
        Assert.Equal(2, (await Camp.Run(_lesson.Folder, "completion", "tcsh")).ExitCode);
    }

    public void Dispose()
    {
        _lesson.Dispose();
        _bin.Dispose();
    }

    private async Task<string[]> Run(string shell, params string[] arguments)
    {
        if (!Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, shell))))
            Assert.Skip($"{shell} is not installed.");
        var start = new ProcessStartInfo(shell, arguments) { WorkingDirectory = _lesson.Folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment["PATH"] = _bin.Path + Path.PathSeparator + start.Environment["PATH"];
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(1));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(1));
        TestContext.Current.TestOutputHelper?.WriteLine(await errors);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
