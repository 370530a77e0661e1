using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TrainingCamp.Checker.Compiling;

/// <summary>Compiles halves in this process, and from the second time on only what has changed.</summary>
/// <param name="create">Makes a compilation with a name.</param>
internal sealed class HalvesHere(CSharpCommandLineArguments arguments, Func<string, CSharpParseOptions, CSharpCompilationOptions, IncrementalCompilation> create) : IHalves
{
    private IncrementalCompilation? _answers;
    private IncrementalCompilation? _tests;

    /// <inheritdoc/>
    public LessonHalf? Answers(string name, IReadOnlyDictionary<string, string> sources, CancellationToken cancellation)
    {
        _answers ??= create(name, WithoutWarnings,
            arguments.CompilationOptions.WithOutputKind(OutputKind.DynamicallyLinkedLibrary).WithMainTypeName(null).WithModuleName(null));
        return Emit(_answers.Update(sources, cancellation), surface: true, cancellation);
    }

    /// <inheritdoc/>
    public LessonHalf? Tests(string name, IReadOnlyDictionary<string, string> sources, byte[] surface, CancellationToken cancellation)
    {
        _tests ??= create(name, WithoutWarnings, arguments.CompilationOptions);
        return Emit(_tests.Update(sources, cancellation, MetadataReference.CreateFromImage(surface)), surface: false, cancellation);
    }

    // Who might be null is a question of warnings, to be answered only where they count as errors: a tenth of a first compilation's time.
    private CSharpParseOptions WithoutWarnings => arguments.CompilationOptions is var options
        && (options.GeneralDiagnosticOption == ReportDiagnostic.Error || options.SpecificDiagnosticOptions.Any(option => option.Value == ReportDiagnostic.Error && option.Key.StartsWith("CS8", StringComparison.Ordinal)))
            ? arguments.ParseOptions
            : arguments.ParseOptions.WithFeatures([.. arguments.ParseOptions.Features, KeyValuePair.Create("run-nullable-analysis", "never")]);

    private static LessonHalf? Emit(Compilation compilation, bool surface, CancellationToken cancellation) =>
        Image.Emit(compilation, out _, cancellation, surface) is { } image ? new LessonHalf(image, [.. TypesOf(compilation.Assembly.GlobalNamespace)]) : null;

    // A file's own types are in nobody's way: what generators make of either is often called the same.
    private static IEnumerable<string> TypesOf(INamespaceSymbol space) => space.GetTypeMembers().Where(type => !type.IsFileLocal).Select(type => $"{space}.{type.MetadataName}")
        .Concat(space.GetNamespaceMembers().SelectMany(TypesOf));
}
