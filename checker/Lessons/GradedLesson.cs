using TrainingCamp.Checker.Compiling;

namespace TrainingCamp.Checker.Lessons;

/// <summary>
/// A lesson made anew for grading, in a folder of its own: everything as the tool carries it, and from the learner only the
/// exercises' files and C# files that are not part of the lesson.
/// </summary>
internal sealed class GradedLesson : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("camp-verify-").FullName;

    private GradedLesson(Lesson mine, IReadOnlyDictionary<string, string> pristine)
    {
        var folder = Path.Combine(_folder, mine.NumberedId);
        foreach (var (file, text) in pristine)
            Write(folder, file, text);

        Lesson = Lesson.Read(folder);
        foreach (var exercise in Lesson.Exercises)
            CopyFile(mine.Folder, folder, exercise.File);
        foreach (var added in Added(mine, pristine))
            CopyFile(mine.Folder, folder, added);
        Edited = [.. Differences(mine, pristine)];
    }

    public Lesson Lesson { get; }

    /// <summary>Files of the lesson that the learner has changed or deleted, exercises aside; they were not used.</summary>
    public IReadOnlyList<string> Edited { get; }

    /// <summary>Null when the tool does not know the lesson.</summary>
    public static GradedLesson? Of(Lesson mine, Pristine pristine) => pristine.Files(mine.Id) is { } files ? new GradedLesson(mine, files) : null;

    /// <summary>The learner's files in it, and those of the shared test support: full paths.</summary>
    public (IReadOnlyList<string> Answers, IReadOnlyList<string> Support) Files()
    {
        var files = Sources.Of(Lesson.Folder).ToList();
        return ([.. files.Where(path => !IsTest(Path.GetRelativePath(Lesson.Folder, path)))],
            [.. files.Where(path => File.ReadAllText(path).Contains("namespace Camp.Testing", StringComparison.Ordinal))]);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static IEnumerable<string> Added(Lesson mine, IReadOnlyDictionary<string, string> pristine) =>
        Sources.Of(mine.Folder).Select(path => Slashes(Path.GetRelativePath(mine.Folder, path))).Where(file => !IsTest(file) && !pristine.ContainsKey(file));

    private IEnumerable<string> Differences(Lesson mine, IReadOnlyDictionary<string, string> pristine)
    {
        var theirs = pristine.Where(file => !file.Key.EndsWith(".csproj", StringComparison.Ordinal) && !file.Key.EndsWith(".md", StringComparison.Ordinal) && Lesson.Exercises.All(exercise => exercise.File != file.Key));
        var edited = theirs.Where(file => Read(Path.Combine(mine.Folder, file.Key)) != file.Value.ReplaceLineEndings("\n")).Select(file => file.Key);
        var tests = Path.Combine(mine.Folder, "tests");
        var added = Directory.Exists(tests)
            ? Directory.EnumerateFiles(tests, "*.cs", SearchOption.AllDirectories).Select(path => Slashes(Path.GetRelativePath(mine.Folder, path))).Where(file => !pristine.ContainsKey(file))
            : [];
        return edited.Concat(added).Order(StringComparer.Ordinal);
    }

    private static bool IsTest(string file) => Slashes(file).StartsWith("tests/", StringComparison.Ordinal);

    private static string Slashes(string path) => path.Replace('\\', '/');

    private static string? Read(string path) => File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : null;

    private static void CopyFile(string from, string to, string file)
    {
        var target = Path.Combine(to, file);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Delete(target);
        if (File.Exists(Path.Combine(from, file)))
            File.Copy(Path.Combine(from, file), target);
    }

    private static void Write(string folder, string file, string text)
    {
        var path = Path.Combine(folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
