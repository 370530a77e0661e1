namespace TrainingCamp.Checker.Lessons;

/// <summary>Finds the folders that hold a lesson.json.</summary>
internal static class LessonFolders
{
    private static readonly string[] Passed = ["bin", "obj", "node_modules", "artifacts"];

    /// <summary>Looks in <paramref name="root"/> and at most <paramref name="depth"/> levels below it, in order of names.</summary>
    public static IEnumerable<string> Below(string root, int depth)
    {
        if (File.Exists(Path.Combine(root, Lesson.FileName)))
            return [root];
        return depth == 0 ? [] : Children(root).SelectMany(child => Below(child, depth - 1));
    }

    private static IEnumerable<string> Children(string folder)
    {
        try
        {
            return Directory.GetDirectories(folder)
                .Where(child => !Path.GetFileName(child).StartsWith('.') && !Passed.Contains(Path.GetFileName(child)))
                .Order(StringComparer.Ordinal);
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            return [];
        }
    }
}
