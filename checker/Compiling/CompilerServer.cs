using System.Diagnostics;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace TrainingCamp.Checker.Compiling;

/// <summary>
/// The SDK's compiler server, which dotnet build leaves running for ten minutes. It is warm: answers take it a fifth of the time that they take
/// this process the first time. None is started here, since one more process that stays is nothing that a check should leave behind.
/// </summary>
internal sealed class CompilerServer : IHalves
{
    private const string Name = "VBCSCompiler";

    // What only belongs to the whole, or is said for each half anew.
    private static readonly string[] NotShared =
    [
        "noconfig", "out", "refout", "target", "main", "debug", "sourcelink", "analyzer", "analyzerconfig", "additionalfile", "generatedfilesout", "errorlog",
        "embed", "doc", "resource", "linkresource", "win32res", "win32icon", "win32manifest",
    ];

    // For the case that it hangs; this process then compiles.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly CompilerCall _call;
    private readonly string _lesson;
    private readonly string _folder;

    /// <summary>The server of the lesson's SDK, whether it runs or not.</summary>
    /// <param name="call">The lesson's, with its output in a folder that nobody else writes.</param>
    /// <param name="lesson">The lesson's folder.</param>
    public CompilerServer(CompilerCall call, string lesson)
    {
        (_call, _lesson, _folder) = (call, lesson, Path.Combine(Path.GetDirectoryName(call.Output)!, "halves"));
        Directory.CreateDirectory(Path.Combine(_folder, "surface"));
    }

    /// <summary>The same; null where none runs, or UseSharedCompilation says that none is wanted.</summary>
    public static CompilerServer? Find(CompilerCall call, string lesson) =>
        string.Equals(Environment.GetEnvironmentVariable("UseSharedCompilation"), "false", StringComparison.OrdinalIgnoreCase) || !Runs(call.Compiler)
            ? null
            : new CompilerServer(call, lesson);

    /// <inheritdoc/>
    public LessonHalf? Answers(string name, IReadOnlyDictionary<string, string> sources, CancellationToken cancellation)
    {
        var (assembly, surface) = (PathOf(name), Path.Combine(_folder, "surface", name + ".dll"));
        var common = Arguments(sources, isLibrary: true);
        var both = Task.WhenAll(
            Compile(name, [.. common, "/debug:portable", $"/out:\"{assembly}\""], cancellation),
            Compile(name + ".surface", [.. common, "/refonly", $"/out:\"{surface}\""], cancellation));
        return both.GetAwaiter().GetResult() is [true, true] && AreStill(sources) ? Read(assembly, File.ReadAllBytes(surface)) : null;
    }

    /// <inheritdoc/>
    public LessonHalf? Tests(string name, IReadOnlyDictionary<string, string> sources, byte[] surface, CancellationToken cancellation)
    {
        var answers = Path.Combine(_folder, "surface", Compiled.AnswersOf(name) + ".dll");
        File.WriteAllBytes(answers, surface);
        List<string> arguments = [.. Arguments(sources, isLibrary: false), $"/reference:\"{answers}\"", "/debug:portable", $"/out:\"{PathOf(name)}\""];
        return Compile(name, arguments, cancellation).GetAwaiter().GetResult() && AreStill(sources) ? Read(PathOf(name), []) : null;
    }

    private string PathOf(string name) => Path.Combine(_folder, name + ".dll");

    private static bool Runs(string compiler)
    {
        var servers = Process.GetProcessesByName(Name);
        try
        {
            return servers.Any(server => FolderOf(server) == compiler);
        }
        finally
        {
            foreach (var server in servers)
                server.Dispose();
        }
    }

    private static string? FolderOf(Process server)
    {
        try
        {
            return Path.GetDirectoryName(server.MainModule?.FileName);
        }
        catch (Exception error) when (error is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            // Somebody else's, or it ends in this moment.
            return null;
        }
    }

    private List<string> Arguments(IReadOnlyDictionary<string, string> sources, bool isLibrary)
    {
        var generators = Generators.Needed(_call.Generators, sources.Values, isLibrary).Select(path => $"/analyzer:\"{path}\"").ToList();
        // Only generators ask for what .editorconfig says.
        var told = generators.Count == 0 ? [] : _call.Arguments.Where(argument => argument.StartsWith("/analyzerconfig:", StringComparison.Ordinal));
        return [.. _call.Arguments.Where(IsShared), isLibrary ? "/target:library" : "/target:exe", .. generators, .. told, .. sources.Where(source => source.Value.Length > 0).Select(OnDisk).Select(path => $"\"{path}\"")];
    }

    // A path from the root, as sources of packages have, looks like an option too.
    private static bool IsShared(string argument)
    {
        if (!argument.StartsWith('/'))
            return false;
        var name = argument[1..].Split(':', '+', '-')[0];
        return !name.Contains('/', StringComparison.Ordinal) && !NotShared.Contains(name);
    }

    private string OnDisk(KeyValuePair<string, string> source)
    {
        if (Path.IsPathRooted(source.Key))
            return source.Key;
        var path = Path.Combine(_folder, source.Key);
        File.WriteAllText(path, source.Value);
        return path;
    }

    // What was saved in between may be in what was compiled, and that is kept under the name of these texts.
    private static bool AreStill(IReadOnlyDictionary<string, string> sources) =>
        sources.All(source => source.Value.Length == 0 || !Path.IsPathRooted(source.Key) || LessonCompiler.Read(source.Key) == source.Value);

    private async Task<bool> Compile(string name, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        var response = Path.Combine(_folder, name + ".rsp");
        await File.WriteAllLinesAsync(response, arguments, cancellation);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Limit);
        try
        {
            var (exitCode, _, _) = await Dotnet.Run(_lesson, ["exec", Path.Combine(_call.Compiler, "csc.dll"), "/noconfig", "/nologo", "/shared", "@" + response], limit.Token);
            return exitCode == 0;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    private static LessonHalf Read(string path, byte[] surface)
    {
        var image = new Image(File.ReadAllBytes(path), File.ReadAllBytes(Path.ChangeExtension(path, ".pdb")), surface);
        using var file = new PEReader(new MemoryStream(image.Assembly));
        var reader = file.GetMetadataReader();
        return new LessonHalf(image, [.. reader.TypeDefinitions.Select(reader.GetTypeDefinition).Where(type => type.GetDeclaringType().IsNil && !IsMade(reader, type)).Select(type => NameOf(reader, type))]);
    }

    // As a symbol writes it.
    private static string NameOf(MetadataReader reader, TypeDefinition type) =>
        $"{(type.Namespace.IsNil ? "<global namespace>" : reader.GetString(type.Namespace))}.{reader.GetString(type.Name)}";

    // By the compiler, which gives each assembly some attributes of its own, and other names to a file's own types.
    private static bool IsMade(MetadataReader reader, TypeDefinition type) => reader.GetString(type.Name).StartsWith('<')
        || type.GetCustomAttributes().Select(reader.GetCustomAttribute).Any(attribute => attribute.Constructor.Kind == HandleKind.MemberReference
            && reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent is { Kind: HandleKind.TypeReference } parent
            && reader.GetString(reader.GetTypeReference((TypeReferenceHandle)parent).Name) == "CompilerGeneratedAttribute");
}
