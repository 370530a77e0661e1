using System.CommandLine;
using System.Text.Json.Nodes;
using TrainingCamp.Checker.Texts;

namespace TrainingCamp.Checker.Commands;

/// <summary>camp completion bash|zsh|pwsh|fish: a script for the shell, which asks camp itself what may come next.</summary>
internal static class CompletionCommand
{
    private static readonly string[] Shells = ["bash", "zsh", "pwsh", "fish"];

    public static Command Create()
    {
        var shell = new Argument<string>("shell") { Description = Messages.Say.CompletionShell };
        shell.AcceptOnlyFromAmong(Shells);
        var command = new Command("completion", Messages.Say.CompletionCommand) { shell };
        command.SetScreenAction((screen, result, _) =>
        {
            var name = result.GetRequiredValue(shell);
            using var script = new StreamReader(typeof(CompletionCommand).Assembly.GetManifestResourceStream($"completion.{name}")!);
            var text = script.ReadToEnd();
            screen.Document(new JsonObject { ["shell"] = name, ["script"] = text });
            screen.Raw(text);
            return Task.FromResult(ExitCodes.Passed);
        });
        return command;
    }
}
