using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TrainingCamp.Checker.Compiling;

/// <summary>Runs the source generators that MSBuild names ([LoggerMessage], [GeneratedRegex], JSON contexts, …).</summary>
internal sealed class Generators
{
    private GeneratorDriver? _driver;

    public Compilation Run(CSharpCompilation compilation, CSharpCommandLineArguments arguments, CancellationToken cancellation)
    {
        _driver ??= Create(arguments);
        _driver = _driver.RunGeneratorsAndUpdateCompilation(compilation, out var generated, out _, cancellation);
        return generated;
    }

    private static CSharpGeneratorDriver Create(CSharpCommandLineArguments arguments)
    {
        var generators = arguments.AnalyzerReferences
            .Select(reference => new AnalyzerFileReference(reference.FilePath, Loader.Instance))
            .SelectMany(reference => reference.GetGenerators(LanguageNames.CSharp));
        return CSharpGeneratorDriver.Create(generators, additionalTexts: [], arguments.ParseOptions, new Options(arguments));
    }

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
