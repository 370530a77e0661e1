using System.Runtime.CompilerServices;
using TrainingCamp.Checker.Lessons;

namespace TrainingCamp.Lessons.Tests;

/// <summary>The lessons as they lie in this repository.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(ThisFolder(), "..", ".."));

    public static IReadOnlyList<Lesson> Lessons { get; } =
        [.. LessonFolders.Below(Path.Combine(Root, "exercises"), 1).Select(Checker.Lessons.Lesson.Read)];

    public static Lesson Lesson(string folderName) => Lessons.Single(lesson => FolderName(lesson) == folderName);

    public static string FolderName(Lesson lesson) => Path.GetFileName(lesson.Folder);

    /// <summary>solutions/05-sync, with answers, mistakes and alternatives.</summary>
    public static string SolutionFolder(Lesson lesson) => Path.Combine(Root, "solutions", FolderName(lesson));

    /// <summary>The text of the reference answer.</summary>
    public static string Reference(Lesson lesson, Exercise exercise) => File.ReadAllText(Path.Combine(SolutionFolder(lesson), exercise.File));

    public static string ContentFolder(Lesson lesson) => Path.Combine(Root, "content", FolderName(lesson));

    private static string ThisFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
