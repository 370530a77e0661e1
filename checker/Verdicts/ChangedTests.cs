using TrainingCamp.Checker.Lessons;

namespace TrainingCamp.Checker.Verdicts;

/// <summary>Notices tests that are not as they came: who changes what is measured by should know it.</summary>
internal static class ChangedTests
{
    /// <returns>A sentence, or an empty text when the tests are as the tool knows them, or it does not know them.</returns>
    public static string Note(Selected selected, Pristine pristine)
    {
        var (lesson, exercise) = selected;
        var changed = lesson.TestPathsOf(exercise).Select(path => Path.GetRelativePath(lesson.Folder, path))
            .Where(relative => pristine.Original(lesson, relative) is { } text && !Same(text, File.ReadAllText(Path.Combine(lesson.Folder, relative))))
            .Select(relative => $"\"{relative.Replace('\\', '/')}\"").ToList();
        return changed.Count == 0 ? "" : $"{string.Join(", ", changed)} is not as this camp knows it: it was edited, or comes from another version. The verdict is by the file as it is.";
    }

    // An editor, or git, may have changed the ends of lines.
    private static bool Same(string left, string right) => left.ReplaceLineEndings("\n").TrimEnd() == right.ReplaceLineEndings("\n").TrimEnd();
}
