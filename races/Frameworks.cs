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

    // …/shared/Microsoft.NETCore.App/10.0.0 has a sister …/shared/Microsoft.AspNetCore.App/10.0.0.
    private static string[] Find(string runtime)
    {
        var shared = Path.GetDirectoryName(Path.GetDirectoryName(runtime));
        if (shared is null || Path.GetFileName(shared) != "shared")
            return [];
        return [.. Directory.GetDirectories(shared).Select(framework => Path.Combine(framework, Path.GetFileName(runtime))).Where(folder => folder != runtime && Directory.Exists(folder))];
    }
}
