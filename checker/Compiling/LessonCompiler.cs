using System.Collections.Concurrent;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace TrainingCamp.Checker.Compiling;

/// <summary>Compiles a lesson in this process, with the arguments that MSBuild would give the compiler.</summary>
internal sealed class LessonCompiler(string folder, CompilerCall call)
{
    // Metadata is read once and shared by all lessons: it is most of a first compile's time.
    private static readonly ConcurrentDictionary<string, MetadataReference> References = new();

    private readonly CSharpCommandLineArguments _arguments =
        CSharpCommandLineParser.Default.Parse(call.Arguments, folder, sdkDirectory: null);

    private readonly Generators _generators = new();
    private readonly Dictionary<string, (string Text, SyntaxTree Tree)> _trees = [];
    private CSharpCompilation? _compilation;

    /// <summary>The SDK's own analyzers: full paths.</summary>
    public IEnumerable<string> SdkAnalyzers => _arguments.AnalyzerReferences.Select(reference => reference.FilePath)
        .Where(path => Path.GetFileName(path).Contains("NetAnalyzers", StringComparison.Ordinal));

    /// <summary>The lesson's sources and what generators make of them, not compiled.</summary>
    public Compilation Bind(IReadOnlyDictionary<string, string> texts, CancellationToken cancellation) =>
        _generators.Run(Update(texts, cancellation), _arguments, cancellation);

    /// <param name="texts">Texts (by full path) that stand in for files on disk.</param>
    public Compiled Compile(IReadOnlyDictionary<string, string> texts, CancellationToken cancellation)
    {
        var compilation = Update(texts, cancellation);
        var generated = _generators.Run(compilation, _arguments, cancellation);

        using var assembly = new MemoryStream();
        using var symbols = new MemoryStream();
        var emitted = generated.Emit(assembly, symbols,
            options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb), cancellationToken: cancellation);
        if (!emitted.Success)
            return Compiled.Refused([.. emitted.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(Error)]);
        return new Compiled(assembly.ToArray(), symbols.ToArray(), []);
    }

    // Only what has changed is parsed and bound anew; the rest of the last compilation serves again.
    private CSharpCompilation Update(IReadOnlyDictionary<string, string> texts, CancellationToken cancellation)
    {
        var compilation = _compilation ?? CSharpCompilation.Create(_arguments.CompilationName ?? Path.GetFileNameWithoutExtension(call.Output),
            syntaxTrees: null, _arguments.MetadataReferences.Select(Reference), _arguments.CompilationOptions);
        var paths = SourcePaths(texts).ToList();
        foreach (var gone in _trees.Keys.Except(paths).ToList())
        {
            compilation = compilation.RemoveSyntaxTrees(_trees[gone].Tree);
            _trees.Remove(gone);
        }

        foreach (var path in paths)
        {
            var text = texts.TryGetValue(path, out var standIn) ? standIn : Read(path);
            var known = _trees.TryGetValue(path, out var last);
            if (known && last.Text == text)
                continue;
            var tree = CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), _arguments.ParseOptions, path, cancellation);
            compilation = known ? compilation.ReplaceSyntaxTree(last.Tree, tree) : compilation.AddSyntaxTrees(tree);
            _trees[path] = (text, tree);
        }

        return _compilation = compilation;
    }

    // A text may stand for a file that the trainee has deleted; MSBuild has not listed that one.
    private IEnumerable<string> SourcePaths(IReadOnlyDictionary<string, string> texts) =>
        _arguments.SourceFiles.Select(source => source.Path).Concat(texts.Keys).Distinct();

    private static string Read(string path)
    {
        try
        {
            // An editor may be writing it at this moment.
            using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
            return reader.ReadToEnd();
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            // Deleted a moment ago: the compiler then says what is missing, which is the truth.
            return "";
        }
    }

    private static MetadataReference Reference(CommandLineReference reference) =>
        References.GetOrAdd(reference.Reference, path => MetadataReference.CreateFromFile(path));

    private static CompileError Error(Diagnostic diagnostic)
    {
        var span = diagnostic.Location.GetLineSpan();
        var line = diagnostic.Location.SourceTree?.GetText().Lines[span.StartLinePosition.Line].ToString() ?? "";
        return new CompileError(diagnostic.Id, diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), span.Path ?? "",
            line.Length == 0 && span.Path is null or "" ? 0 : span.StartLinePosition.Line + 1,
            span.StartLinePosition.Character + 1, diagnostic.Location.SourceSpan.Length, line);
    }
}
