using TrainingCamp.Checker.Texts;

namespace TrainingCamp.Checker.Lessons;

/// <summary>An exercise together with its lesson.</summary>
internal sealed record Selected(Lesson Lesson, Exercise Exercise);

/// <summary>Turns what a user types ("05", "05-sync", "sync", "sync/counter", a folder's name) into exercises.</summary>
internal static class Selection
{
    public static IReadOnlyList<Selected> All(Workspace workspace) =>
        [.. workspace.Lessons.SelectMany(lesson => lesson.Exercises.Select(exercise => new Selected(lesson, exercise)))];

    /// <exception cref="CampException">Nothing has that name.</exception>
    public static IReadOnlyList<Selected> Of(Workspace workspace, string name)
    {
        var parts = name.Trim().Replace('\\', '/').TrimEnd('/').Split('/', 2);
        var lesson = workspace.Lessons.FirstOrDefault(candidate => Names(candidate, parts[0]));
        if (lesson is null)
            return OfExerciseAlone(workspace, parts) ?? throw Unknown(workspace, name);
        if (parts.Length == 1)
            return [.. lesson.Exercises.Select(exercise => new Selected(lesson, exercise))];

        var found = lesson.Exercises.FirstOrDefault(candidate => Names(candidate, parts[1]));
        return found is null ? throw Unknown(workspace, name) : [new Selected(lesson, found)];
    }

    /// <summary>As <see cref="Of"/>, but the name must mean a single exercise.</summary>
    public static Selected One(Workspace workspace, string name)
    {
        var found = Of(workspace, name);
        return found.Count == 1
            ? found[0]
            : throw CampException.Usage(Messages.Say.SeveralCalled(name, found.Count, found[0].Exercise.Id));
    }

    /// <summary>Whether the user may call the lesson so.</summary>
    public static bool Names(Lesson lesson, string name) =>
        Same(name, lesson.Id) || Same(name, lesson.NumberedId) || Same(name, Path.GetFileName(lesson.Folder))
        || (name.Length <= 2 && int.TryParse(name, out var number) && number == lesson.Number);

    private static bool Names(Exercise exercise, string name) =>
        Same(name, exercise.Slug) || Same(name, exercise.File) || Same(name, Path.GetFileNameWithoutExtension(exercise.File));

    // "counter" alone is enough when a single lesson has it.
    private static IReadOnlyList<Selected>? OfExerciseAlone(Workspace workspace, string[] parts)
    {
        var found = All(workspace).Where(selected => parts.Length == 1 && Names(selected.Exercise, parts[0])).ToList();
        return found.Count == 1 ? found : null;
    }

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private static CampException Unknown(Workspace workspace, string name) =>
        CampException.Usage(Messages.Say.NothingCalled(name, workspace.Lessons.Select(lesson => lesson.NumberedId)));
}
