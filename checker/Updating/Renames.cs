using System.Text.Json;
using TrainingCamp.Checker.Lessons;

namespace TrainingCamp.Checker.Updating;

/// <summary>Files that have another name in the new version and are the same all the same: an exercise with its id, the project.</summary>
internal static class Renames
{
    /// <returns>New name → old name.</returns>
    public static IReadOnlyDictionary<string, string> Between(IReadOnlyDictionary<string, string>? before, IReadOnlyDictionary<string, string> after)
    {
        var (old, now) = (Names(before ?? new Dictionary<string, string>()), Names(after));
        return now.Where(file => old.TryGetValue(file.Key, out var name) && name != file.Value).ToDictionary(file => file.Value, file => old[file.Key]);
    }

    // What stays the same → the file's name.
    private static Dictionary<string, string> Names(IReadOnlyDictionary<string, string> files)
    {
        var names = Exercises(files).Where(exercise => exercise is { Id: not null, File: not null } && files.ContainsKey(exercise.File))
            .DistinctBy(exercise => exercise.Id).ToDictionary(exercise => exercise.Id!, exercise => exercise.File!);
        if (files.Keys.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal) && !file.Contains('/')).ToList() is [var project])
            names[""] = project;
        return names;
    }

    private static List<ExerciseJson> Exercises(IReadOnlyDictionary<string, string> files)
    {
        try
        {
            return files.TryGetValue(Lesson.FileName, out var json)
                ? JsonSerializer.Deserialize<LessonJson>(json, JsonSerializerOptions.Web)?.Exercises ?? []
                : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private sealed record LessonJson(List<ExerciseJson>? Exercises);

    private sealed record ExerciseJson(string? Id, string? File);
}
