namespace TrainingCamp.Checker.Compiling;

/// <summary>The C# files of a lesson, without its demo, hidden folders (copies in .camp) and what builds leave behind.</summary>
internal static class Sources
{
    /// <summary>Full paths, in order.</summary>
    public static IEnumerable<string> Of(string folder) =>
        FoldersOf(folder).SelectMany(inner => Directory.EnumerateFiles(inner, "*.cs")).Order(StringComparer.Ordinal);

    /// <summary>The lesson's folder and those below it that hold its files: full paths.</summary>
    public static IEnumerable<string> FoldersOf(string folder) =>
        Directory.EnumerateDirectories(folder).Where(inner => Path.GetFileName(inner) is not ("bin" or "obj" or "demo") && !Path.GetFileName(inner).StartsWith('.'))
            .SelectMany(inner => Directory.EnumerateDirectories(inner, "*", SearchOption.AllDirectories).Prepend(inner)).Prepend(folder);
}
