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

    public static async Task<Result> Run(string folder, params string[] arguments)
    {
        var (exitCode, output, errors) = await Dotnet.Run(folder, ["exec", Assembly, .. arguments], TestContext.Current.CancellationToken);
        return new Result(exitCode, output, errors);
    }

    public static Process Start(string folder, params string[] arguments) =>
        Dotnet.Start(Dotnet.StartInfo(folder, ["exec", Assembly, .. arguments]));
}
