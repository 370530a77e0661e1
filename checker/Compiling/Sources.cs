namespace TrainingCamp.Checker.Compiling;

/// <summary>The C# files of a lesson, without its demo and what builds leave behind.</summary>
internal static class Sources
{
    /// <summary>Full paths, in order.</summary>
    public static IEnumerable<string> Of(string folder) =>
        Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(path => !IsApart(Path.GetRelativePath(folder, path)))
            .Order(StringComparer.Ordinal);

    private static bool IsApart(string relative)
    {
        var first = relative.Split(Path.DirectorySeparatorChar)[0];
        return first is "bin" or "obj" or "demo";
    }
}
