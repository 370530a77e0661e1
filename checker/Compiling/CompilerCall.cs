using System.Text.Json;

namespace TrainingCamp.Checker.Compiling;

/// <summary>How MSBuild would call the compiler for a lesson, and where the result goes.</summary>
/// <param name="Key">What it was computed from; when that changes MSBuild is asked again.</param>
/// <param name="Arguments">The compiler's command line, as MSBuild wrote it.</param>
/// <param name="Output">Full path of the assembly; its dependencies lie beside it.</param>
/// <param name="Compiler">The folder of the SDK's compiler.</param>
/// <param name="Sources">Full paths.</param>
/// <param name="Generators">The assemblies that hold source generators: full paths.</param>
internal sealed record CompilerCall(string Key, IReadOnlyList<string> Arguments, string Output, string Compiler, IReadOnlyList<string> Sources, IReadOnlyList<string> Generators)
{
    /// <summary>The program that runs the assembly's tests; beside it, so that it finds the same dependencies.</summary>
    public string Host => Path.Combine(Path.GetDirectoryName(Output)!, "camp-host.dll");

    /// <summary>See <see cref="WarmUpProgram"/>.</summary>
    public string WarmUp => Path.Combine(Path.GetDirectoryName(Output)!, "camp-warm-up.dll");

    public string DepsFile => Path.ChangeExtension(Output, ".deps.json");

    public string RuntimeConfig => Path.ChangeExtension(Output, ".runtimeconfig.json");

    /// <summary>Reads the kept call, or returns null when there is none or it cannot be read.</summary>
    public static CompilerCall? Load(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllText(path), CampJson.Default.CompilerCall) : null;
        }
        catch (Exception error) when (error is JsonException or IOException)
        {
            return null;
        }
    }

    public void Save(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this, CampJson.Default.CompilerCall));

    /// <summary>False when a referenced assembly has gone: the SDK was updated, or the package cache was emptied.</summary>
    public bool StillThere() => File.Exists(RuntimeConfig) && File.Exists(DepsFile) && File.Exists(Host) && Directory.Exists(Compiler)
        && Arguments.Where(a => a.StartsWith("/reference:", StringComparison.Ordinal)).All(a => File.Exists(a["/reference:".Length..].Trim('"')));
}
