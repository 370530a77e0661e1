using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TrainingCamp.Checker.Compiling;

/// <summary>The small test program that a lesson's test host runs while it waits, compiled against the lesson's references.</summary>
internal static class WarmUpProgram
{
    /// <summary>Its situations, to warm up what explores.</summary>
    public const string Races = "WarmUpRaces";

    /// <summary>The same for lessons about HTTP, where the first request takes a second.</summary>
    public const string WebRaces = "WarmUpWebRaces";

    // Seconds. After a run xunit ends a process that stays; this one has to stay, and wait.
    private const int ForEver = 2_000_000;

    private const string Web = "Microsoft.AspNetCore.dll";

    /// <summary>Whether a lesson is about HTTP.</summary>
    public static bool HasServer(CompilerCall call) => call.Arguments.Any(argument => argument.TrimEnd('"').EndsWith(Path.DirectorySeparatorChar + Web, StringComparison.Ordinal));

    /// <summary>Writes it, if it compiles; without it the first test takes longer and nothing else changes.</summary>
    public static void Write(CompilerCall call, string folder)
    {
        var lesson = CSharpCommandLineParser.Default.Parse(call.Arguments, folder, sdkDirectory: null);
        var own = new List<string> { "WarmUp.cs" };
        if (HasServer(call))
            own.AddRange(HasEndpoints(lesson) ? ["WarmUp.Web.cs", "WarmUp.Endpoints.cs"] : ["WarmUp.Web.cs"]);
        // What packages add to the lesson's code, such as xunit's reporters, it has as well: the lesson's tests begin with them.
        var packages = lesson.SourceFiles.Select(source => source.Path).Where(path => Path.GetFileName(Path.GetDirectoryName(path)) == "_content");
        var trees = own.Select(Own).Concat(packages.Select(File.ReadAllText)).Select(text => CSharpSyntaxTree.ParseText(text));
        // Like the lesson's tests without optimization, whose state machines are classes: all of them share one copy of the runtime's code.
        var compilation = CSharpCompilation.Create(Path.GetFileNameWithoutExtension(call.WarmUp), trees,
            lesson.MetadataReferences.Select(reference => MetadataReference.CreateFromFile(reference.Reference)),
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, optimizationLevel: OptimizationLevel.Debug));
        using var assembly = new MemoryStream();
        File.Delete(call.WarmUp);
        if (!compilation.Emit(assembly).Success)
            return;
        File.WriteAllText(Path.ChangeExtension(call.WarmUp, ".xunit.runner.json"), $$"""{ "shutdownForegroundThreadWaitSeconds": {{ForEver}}, "synchronousReporting": true }""");
        File.WriteAllBytes(call.WarmUp, assembly.ToArray());
    }

    // A handler that answers with Results.Ok or TypedResults.Ok. To warm up for those takes as long as all the rest, so only where a source has one.
    private static bool HasEndpoints(CommandLineArguments lesson) =>
        lesson.SourceFiles.Any(source => File.Exists(source.Path) && File.ReadAllText(source.Path).Contains("Results.", StringComparison.Ordinal));

    private static string Own(string name)
    {
        using var stream = typeof(WarmUpProgram).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
