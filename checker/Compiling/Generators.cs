using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TrainingCamp.Checker.Compiling;

/// <summary>
/// Runs the source generators that MSBuild names ([LoggerMessage], [GeneratedRegex], JSON contexts, …). Starting one costs a first
/// compilation more than all of a lesson's code, so the SDK's own are left out while no source names what they work for.
/// </summary>
/// <param name="assemblies">Those that hold generators.</param>
internal sealed class Generators(IReadOnlyList<string> assemblies)
{
    // Makes Program public in a program without Main: a library has none.
    private const string OfPrograms = "Microsoft.AspNetCore.App.SourceGenerators";

    // By assembly: without one of these words, the name of an attribute or a method, there is nothing to generate.
    private static readonly Dictionary<string, string[]> Words = new()
    {
        ["Microsoft.Extensions.Logging.Generators"] = ["LoggerMessage"],
        ["Microsoft.Extensions.Options.SourceGeneration"] = ["OptionsValidator"],
        ["Microsoft.Extensions.Validation.ValidationsGenerator"] = ["AddValidation", "ValidatableType"],
        ["Microsoft.Interop.ComInterfaceGenerator"] = ["GeneratedCom"],
        ["Microsoft.Interop.JavaScript.JSImportGenerator"] = ["JSImport", "JSExport"],
        ["Microsoft.Interop.LibraryImportGenerator"] = ["LibraryImport"],
        ["System.Text.Json.SourceGeneration"] = ["JsonSerializable"],
        ["System.Text.RegularExpressions.Generator"] = ["GeneratedRegex"],
    };

    private readonly ConditionalWeakTable<SyntaxTree, string[]> _found = [];
    private GeneratorDriver? _driver;
    private HashSet<string> _running = [];

    /// <param name="parsing">As the compilation's sources were parsed.</param>
    public Compilation Run(CSharpCompilation compilation, CSharpCommandLineArguments arguments, CSharpParseOptions parsing, CancellationToken cancellation)
    {
        var found = compilation.SyntaxTrees.SelectMany(tree => _found.GetValue(tree, tree => WordsIn(tree.ToString()))).ToHashSet();
        var needed = WithWork(assemblies, found, compilation.Options.OutputKind == OutputKind.DynamicallyLinkedLibrary).ToHashSet();
        if (needed.Count == 0)
            return compilation;
        if (_driver is null || !needed.SetEquals(_running))
            (_driver, _running) = (Create(needed, arguments, parsing), needed);
        _driver = _driver.RunGeneratorsAndUpdateCompilation(compilation, out var generated, out _, cancellation);
        return generated;
    }

    /// <summary>Which of the assemblies that MSBuild names hold generators: most hold analyzers, and to look takes longer than to compile.</summary>
    public static IReadOnlyList<string> In(CSharpCommandLineArguments arguments) =>
        [.. arguments.AnalyzerReferences.Select(reference => reference.FilePath).Where(path => !Of(path).IsEmpty)];

    /// <summary>Which of the assemblies have something to do.</summary>
    /// <param name="texts">Those of the sources.</param>
    public static IEnumerable<string> Needed(IReadOnlyList<string> assemblies, IEnumerable<string> texts, bool isLibrary) =>
        WithWork(assemblies, texts.SelectMany(WordsIn).ToHashSet(), isLibrary);

    private static IEnumerable<string> WithWork(IReadOnlyList<string> assemblies, HashSet<string> found, bool isLibrary) =>
        assemblies.Where(path => Path.GetFileNameWithoutExtension(path) is var name && (Words.TryGetValue(name, out var words) ? words.Any(found.Contains) : name != OfPrograms || !isLibrary));

    private static string[] WordsIn(string text) => [.. Words.Values.SelectMany(words => words).Where(word => text.Contains(word, StringComparison.Ordinal))];

    private static CSharpGeneratorDriver Create(IEnumerable<string> assemblies, CSharpCommandLineArguments arguments, CSharpParseOptions parsing) =>
        CSharpGeneratorDriver.Create(assemblies.SelectMany(path => Of(path)), additionalTexts: [], parsing, new Options(arguments));

    private static ImmutableArray<ISourceGenerator> Of(string path) => new AnalyzerFileReference(path, Loader.Instance).GetGenerators(LanguageNames.CSharp);

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public static readonly Loader Instance = new();

        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath);
    }

    // What <CompilerVisibleProperty> and .editorconfig tell the generators.
    private sealed class Options : AnalyzerConfigOptionsProvider
    {
        private readonly AnalyzerConfigSet _set;

        public Options(CSharpCommandLineArguments arguments) =>
            _set = AnalyzerConfigSet.Create(arguments.AnalyzerConfigPaths.Where(File.Exists)
                .Select(path => AnalyzerConfig.Parse(File.ReadAllText(path), path)).ToImmutableArray());

        public override AnalyzerConfigOptions GlobalOptions => new Values(_set.GlobalConfigOptions.AnalyzerOptions);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) =>
            new Values(_set.GetOptionsForSourcePath(tree.FilePath).AnalyzerOptions);

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) =>
            new Values(_set.GetOptionsForSourcePath(textFile.Path).AnalyzerOptions);
    }

    private sealed class Values(ImmutableDictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
