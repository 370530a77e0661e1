using System.Reflection;
using System.Runtime.Loader;

namespace TrainingCamp.Races;

/// <summary>
/// The shared frameworks beside the runtime's own, such as ASP.NET Core's: an explored assembly may refer to one that this process does
/// not use itself.
/// </summary>
internal static class Frameworks
{
    /// <summary>Full paths of folders; empty where the runtime is not laid out as shared frameworks.</summary>
    public static IReadOnlyList<string> Folders { get; } = Find(Path.GetDirectoryName(typeof(object).Assembly.Location) ?? "");

    /// <summary>The path of an assembly, or null.</summary>
    public static string? PathOf(string? assembly) =>
        Folders.Select(folder => Path.Combine(folder, assembly + ".dll")).FirstOrDefault(File.Exists);

    /// <summary>
    /// Loads an assembly of theirs once for all, with those that it refers to: what has been loaded and compiled for one explored assembly
    /// is there for the next, and the runtime uses compiled code that lies in a file only where nothing is to be unloaded.
    /// </summary>
    public static Assembly Load(AssemblyName name) => Context.Shared.LoadFromAssemblyName(name);

    // …/shared/Microsoft.NETCore.App/10.0.0 has a sister …/shared/Microsoft.AspNetCore.App/10.0.0.
    private static string[] Find(string runtime)
    {
        var shared = Path.GetDirectoryName(Path.GetDirectoryName(runtime));
        if (shared is null || Path.GetFileName(shared) != "shared")
            return [];
        return [.. Directory.GetDirectories(shared).Select(framework => Path.Combine(framework, Path.GetFileName(runtime))).Where(folder => folder != runtime && Directory.Exists(folder))];
    }

    private sealed class Context() : AssemblyLoadContext("frameworks")
    {
        public static Context Shared { get; } = new();

        protected override Assembly? Load(AssemblyName name) => PathOf(name.Name) is { } found ? LoadFromAssemblyPath(found) : null;
    }
}
