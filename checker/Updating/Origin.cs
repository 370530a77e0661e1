using System.Text.Json;
using TrainingCamp.Checker.Lessons;
using TrainingCamp.Checker.Progress;

namespace TrainingCamp.Checker.Updating;

/// <summary>
/// What a lesson in the workspace was made from, in .camp/origin/LESSON.json: the third text that an update needs. Kept when a
/// lesson is first seen whose tests and texts are those of the running tool.
/// </summary>
/// <param name="Camp">The tool's version that kept it.</param>
/// <param name="Files">Texts with plain line ends, by relative path.</param>
internal sealed record Origin(int Version, string Camp, Dictionary<string, string> Files)
{
    private const int Known = 1;

    /// <summary>Null when nothing was kept, or it cannot be read: the lesson is then of an unknown version.</summary>
    public static Origin? Of(string stateFolder, string lesson)
    {
        try
        {
            var path = PathOf(stateFolder, lesson);
            var origin = File.Exists(path) ? JsonSerializer.Deserialize<Origin>(File.ReadAllText(path), JsonSerializerOptions.Web) : null;
            return origin is { Camp: not null, Files: not null } && (origin.Version > Known || origin.Files.All(file => IsInside(file.Key) && file.Value is not null)) ? origin : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>True when a newer tool has updated the lesson, or keeps its origin in a way that this one does not know.</summary>
    public bool IsNewerThan(Version camp) => Version > Known || (System.Version.TryParse(Camp, out var version) && version > camp);

    public static void Save(string stateFolder, string lesson, Version camp, IReadOnlyDictionary<string, string> files) =>
        AtomicFile.Write(PathOf(stateFolder, lesson), JsonSerializer.Serialize(new Origin(Known, camp.ToString(3), files.ToDictionary()), JsonSerializerOptions.Web));

    /// <summary>Keeps the origin of lessons seen for the first time.</summary>
    public static void Remember(Workspace workspace, Pristine pristine, Version camp)
    {
        foreach (var lesson in workspace.Lessons.Where(lesson => !File.Exists(PathOf(workspace.StateFolder, lesson.Id))))
            if (pristine.Files(lesson.Id) is { } files && IsOfThisVersion(lesson, files))
                Save(workspace.StateFolder, lesson.Id, camp, files);
    }

    // Learners change the exercises' files; everything else tells which version it is.
    private static bool IsOfThisVersion(Lesson lesson, IReadOnlyDictionary<string, string> files) =>
        files.Where(file => !file.Key.EndsWith(".csproj", StringComparison.Ordinal) && !lesson.Exercises.Any(exercise => exercise.File == file.Key))
            .All(file => LearnersFile.Read(Path.Combine(lesson.Folder, file.Key))?.Text == LearnersFile.Plain(file.Value));

    private static string PathOf(string stateFolder, string lesson) => Path.Combine(stateFolder, "origin", lesson + ".json");

    private static bool IsInside(string file) => !Path.IsPathRooted(file) && !file.Contains('\\') && !file.Split('/').Contains("..");
}
