using System.Text.Json;

namespace TrainingCamp.Checker.Compiling;

/// <summary>How MSBuild would call the compiler for a lesson, and where the result goes.</summary>
/// <param name="Key">What it was computed from; when that changes MSBuild is asked again.</param>
/// <param name="Arguments">The compiler's command line, as MSBuild wrote it.</param>
/// <param name="Output">Full path of the assembly; its dependencies lie beside it.</param>
internal sealed record CompilerCall(string Key, IReadOnlyList<string> Arguments, string Output)
{
    /// <summary>Reads the kept call, or returns null when there is none or it cannot be read.</summary>
    public static CompilerCall? Load(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<CompilerCall>(File.ReadAllText(path)) : null;
        }
        catch (Exception error) when (error is JsonException or IOException)
        {
            return null;
        }
    }

    public void Save(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this));

    /// <summary>False when a referenced assembly has gone: the SDK was updated, or the package cache was emptied.</summary>
    public bool StillThere() => File.Exists(Path.ChangeExtension(Output, ".runtimeconfig.json"))
        && Arguments.Where(a => a.StartsWith("/reference:", StringComparison.Ordinal)).All(a => File.Exists(a["/reference:".Length..].Trim('"')));
}
