using System.Diagnostics;
using System.Text.Json.Nodes;
using TrainingCamp.Checker.Compiling;
using Xunit;

namespace TrainingCamp.Checker.Tests.Support;

/// <summary>Runs the built tool as a process, as a user or a script does.</summary>
internal static class Camp
{
    private static readonly string Assembly = Path.Combine(AppContext.BaseDirectory, "camp.dll");

    public sealed record Result(int ExitCode, string Output, string Errors)
    {
        public JsonNode Json => JsonNode.Parse(Output)!;
    }

    public static Task<Result> Run(string folder, params string[] arguments) => RunWith(folder, [], arguments);

    public static async Task<Result> RunWith(string folder, Dictionary<string, string> environment, params string[] arguments)
    {
        var start = Dotnet.StartInfo(folder, ["exec", Assembly, .. arguments]);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Dotnet.Start(start);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new Result(process.ExitCode, output, await errors);
    }

    public static Process Start(string folder, params string[] arguments) =>
        Dotnet.Start(Dotnet.StartInfo(folder, ["exec", Assembly, .. arguments]));
}
