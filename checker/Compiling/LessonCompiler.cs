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
/// <param name="server">What compiles the first time, if there is one.</param>
internal sealed class LessonCompiler(string folder, CompilerCall call, IHalves? server = null)
{
    // Metadata is read once and shared by all lessons: it is most of a first compile's time.
    private static readonly ConcurrentDictionary<string, MetadataReference> References = new();

    private readonly Lock _turn = new();

    private CSharpCommandLineArguments? _arguments;
    private readonly KeptTests _keptTests = new(Path.Combine(folder, "obj", "camp", "tests"));
    private IncrementalCompilation? _whole;
    private HalvesHere? _halves;

    /// <summary>The SDK's own analyzers: full paths.</summary>
    public IEnumerable<string> SdkAnalyzers => Arguments.AnalyzerReferences.Select(reference => reference.FilePath)
        .Where(path => Path.GetFileName(path).Contains("NetAnalyzers", StringComparison.Ordinal));

    private string Name => Path.GetFileNameWithoutExtension(call.Output);

    // Not before this process compiles: where a server does, the compiler need not be loaded.
    private CSharpCommandLineArguments Arguments => _arguments ??= CSharpCommandLineParser.Default.Parse(call.Arguments, folder, sdkDirectory: null);

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
        if (inTwo && (Served(texts, sources, cancellation) ?? InTwo(_halves ??= new HalvesHere(Arguments, Create), sources, cancellation)) is { } compiled)
            return compiled;
        var image = Image.Emit(Whole(sources, cancellation), out var errors, cancellation);
        return image is null ? Compiled.Refused([.. errors.Select(Error)]) : new Compiled(image, Answers: null, []);
    }

    // Once: who compiles again is to get warm. A server reads files, not texts that stand in for them; an empty one stands for nothing.
    private Compiled? Served(IReadOnlyDictionary<string, string> texts, Dictionary<string, string> sources, CancellationToken cancellation)
    {
        var first = server;
        server = null;
        return first is not null && texts.Values.All(text => text.Length == 0) ? InTwo(first, sources, cancellation) : null;
    }

    private Compilation Whole(IReadOnlyDictionary<string, string> sources, CancellationToken cancellation) =>
        (_whole ??= Create(Name, Arguments.ParseOptions, Arguments.CompilationOptions)).Update(sources, cancellation);

    private IncrementalCompilation Create(string name, CSharpParseOptions parsing, CSharpCompilationOptions options) =>
        new(name, Arguments, parsing, options, AllReferences, call.Generators);

    private Compiled? InTwo(IHalves halves, Dictionary<string, string> sources, CancellationToken cancellation)
    {
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

        if (halves.Answers(Compiled.AnswersOf(Name), answers, cancellation) is not { } answer)
            return null;
        var key = Key(answer.Image.Surface, tests);
        if (_keptTests.Find(key) is not { } test)
        {
            if (halves.Tests(Name, tests, answer.Image.Surface, cancellation) is not { } made)
                return null;
            _keptTests.Keep(key, test = made);
        }

        // In one assembly a second type of the same name is an error, or the other half of a partial one.
        return answer.Types.Any(test.Types.Contains) ? null : new Compiled(test.Image, answer.Image, []);
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
    private Dictionary<string, string> Sources(IReadOnlyDictionary<string, string> texts) => call.Sources
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

    private IEnumerable<MetadataReference> AllReferences => Arguments.MetadataReferences.Select(reference =>
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
