using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TrainingCamp.Checker.Compiling;

/// <summary>
/// Compiles a lesson in this process, with the arguments that MSBuild would give the compiler. The answers become an assembly of their
/// own, which the tests refer to: tests are most of a lesson's code, and an edit within a method leaves them as they are. What does
/// not compile in two is compiled in one, as dotnet test does it, and says what dotnet test would say. Whoever shares it takes turns.
/// </summary>
internal sealed class LessonCompiler(string folder, CompilerCall call)
{
    // Metadata is read once and shared by all lessons: it is most of a first compile's time.
    private static readonly ConcurrentDictionary<string, MetadataReference> References = new();

    private readonly Lock _turn = new();

    private readonly CSharpCommandLineArguments _arguments =
        CSharpCommandLineParser.Default.Parse(call.Arguments, folder, sdkDirectory: null);

    private readonly KeptTests _keptTests = new(Path.Combine(folder, "obj", "camp", "tests"));
    private IncrementalCompilation? _whole;
    private IncrementalCompilation? _answers;
    private IncrementalCompilation? _tests;

    /// <summary>The SDK's own analyzers: full paths.</summary>
    public IEnumerable<string> SdkAnalyzers => _arguments.AnalyzerReferences.Select(reference => reference.FilePath)
        .Where(path => Path.GetFileName(path).Contains("NetAnalyzers", StringComparison.Ordinal));

    private string Name => _arguments.CompilationName ?? Path.GetFileNameWithoutExtension(call.Output);

    /// <summary>The lesson's sources and what generators make of them, not compiled.</summary>
    public Compilation Bind(IReadOnlyDictionary<string, string> texts, CancellationToken cancellation)
    {
        lock (_turn)
            return Whole(Sources(texts), cancellation);
    }

    /// <param name="texts">Texts (by full path) that stand in for files on disk.</param>
    /// <param name="inTwo">Whether answers and tests may become two assemblies.</param>
    public Compiled Compile(IReadOnlyDictionary<string, string> texts, CancellationToken cancellation, bool inTwo = true)
    {
        lock (_turn)
            return InTurn(texts, cancellation, inTwo);
    }

    private Compiled InTurn(IReadOnlyDictionary<string, string> texts, CancellationToken cancellation, bool inTwo)
    {
        var sources = Sources(texts);
        if (inTwo && InTwo(sources, cancellation) is { } compiled)
            return compiled;
        var image = Image.Emit(Whole(sources, cancellation), out var errors, cancellation);
        return image is null ? Compiled.Refused([.. errors.Select(Error)]) : new Compiled(image, Answers: null, []);
    }

    private Compilation Whole(IReadOnlyDictionary<string, string> sources, CancellationToken cancellation) =>
        (_whole ??= new IncrementalCompilation(Name, _arguments, _arguments.CompilationOptions, AllReferences)).Update(sources, cancellation);

    private Compiled? InTwo(Dictionary<string, string> sources, CancellationToken cancellation)
    {
        _answers ??= new IncrementalCompilation(Compiled.AnswersOf(Name), _arguments,
            _arguments.CompilationOptions.WithOutputKind(OutputKind.DynamicallyLinkedLibrary).WithMainTypeName(null).WithModuleName(null), AllReferences);
        var answers = new Dictionary<string, string> { ["Answers.g.cs"] = $"[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"{Name}\")]" };
        // First, as module initializers run in the order of their files: another one may need the answers.
        var tests = new Dictionary<string, string> { ["Tests.g.cs"] = FindAnswers(Compiled.AnswersOf(Name)) };
        foreach (var (path, text) in sources)
        {
            var place = Place(path);
            if (place is Places.Answers or Places.Both)
                answers.Add(path, text);
            if (place is Places.Tests or Places.Both)
                tests.Add(path, text);
        }

        var answersCompilation = _answers.Update(answers, cancellation);
        if (Image.Emit(answersCompilation, out _, cancellation, surface: true) is not { } answer)
            return null;
        var key = Key(answer.Surface, tests);
        if (_keptTests.Find(key) is not { } test)
        {
            _tests ??= new IncrementalCompilation(Name, _arguments, _arguments.CompilationOptions, AllReferences);
            var testsCompilation = _tests.Update(tests, cancellation, MetadataReference.CreateFromImage(answer.Surface));
            if (Image.Emit(testsCompilation, out _, cancellation) is not { } image)
                return null;
            _keptTests.Keep(key, test = new CompiledTests(image, [.. TypesOf(testsCompilation.Assembly.GlobalNamespace)]));
        }

        // In one assembly a second type of the same name is an error, or the other half of a partial one.
        return TypesOf(answersCompilation.Assembly.GlobalNamespace).Any(test.Types.Contains) ? null : new Compiled(test.Image, answer, []);
    }

    // The runtime looks for nothing that the project's deps.json does not name.
    private static string FindAnswers(string name) => $$"""
        internal static class CampAnswers
        {
            [System.Runtime.CompilerServices.ModuleInitializer]
            internal static void Find()
            {
                var tests = typeof(CampAnswers).Assembly;
                System.Runtime.Loader.AssemblyLoadContext.GetLoadContext(tests)!.Resolving += (context, name) =>
                    name.Name == "{{name}}" ? context.LoadFromAssemblyPath(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(tests.Location)!, "{{name}}.dll")) : null;
            }
        }
        """;

    // A file's own types are in nobody's way: what generators make of either is often called the same.
    private static IEnumerable<string> TypesOf(INamespaceSymbol space) => space.GetTypeMembers().Where(type => !type.IsFileLocal).Select(type => $"{space}.{type.MetadataName}")
        .Concat(space.GetNamespaceMembers().SelectMany(TypesOf));

    private enum Places { Answers, Tests, Both }

    // What MSBuild and packages add belongs to the tests, but for the usings that hold everywhere.
    private Places Place(string path)
    {
        var parts = Path.GetRelativePath(folder, path).Split(Path.DirectorySeparatorChar);
        return path.EndsWith(".GlobalUsings.g.cs", StringComparison.Ordinal) ? Places.Both
            : parts.Any(part => part is "tests" or "obj" or "_content") ? Places.Tests : Places.Answers;
    }

    // The tests are the same while nothing of what they are made from has changed: they, what they see of the answers, and the compiler's call.
    private string Key(byte[] surface, Dictionary<string, string> tests)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(string.Join('\n', [call.Key, call.Compiler, .. call.Arguments])));
        hash.AppendData(surface);
        foreach (var (path, text) in tests)
            hash.AppendData(Encoding.UTF8.GetBytes($"\n{path}\n{text.Length}\n{text}"));
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    // A text may stand for a file that the trainee has deleted; MSBuild has not listed that one.
    private Dictionary<string, string> Sources(IReadOnlyDictionary<string, string> texts) => _arguments.SourceFiles.Select(source => source.Path)
        .Concat(texts.Keys).Distinct().ToDictionary(path => path, path => texts.TryGetValue(path, out var standIn) ? standIn : Read(path));

    /// <summary>A source's text; empty when it is not there.</summary>
    public static string Read(string path)
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

    private IEnumerable<MetadataReference> AllReferences => _arguments.MetadataReferences.Select(reference =>
        References.GetOrAdd(reference.Reference, path => MetadataReference.CreateFromFile(path)));

    private static CompileError Error(Diagnostic diagnostic)
    {
        var span = diagnostic.Location.GetLineSpan();
        var line = diagnostic.Location.SourceTree?.GetText().Lines[span.StartLinePosition.Line].ToString() ?? "";
        return new CompileError(diagnostic.Id, diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), span.Path ?? "",
            line.Length == 0 && span.Path is null or "" ? 0 : span.StartLinePosition.Line + 1,
            span.StartLinePosition.Character + 1, diagnostic.Location.SourceSpan.Length, line);
    }
}
