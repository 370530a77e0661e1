namespace TrainingCamp.Checker.Lessons;

/// <summary>
/// The lessons as they were when this tool was packed: stubs, tests, references and hints, as text in the tool's folder.
/// </summary>
internal sealed class Pristine
{
    private readonly string _root;
    private readonly Dictionary<string, string> _folderNames;
    private readonly ServiceSources _service;
    private readonly IReadOnlyList<Lesson> _lessons;

    public Pristine(string root)
    {
        _root = root;
        _service = new ServiceSources(Path.Combine(root, "templates", "camp", "src", "CampShop.Service"));
        var exercises = Path.Combine(root, "exercises");
        _lessons = Directory.Exists(exercises) ? [.. LessonFolders.Below(exercises, 1).Select(Lesson.Read)] : [];
        _folderNames = _lessons.ToDictionary(lesson => lesson.Id, lesson => Path.GetFileName(lesson.Folder));
    }

    /// <summary>Those that travel with the running tool.</summary>
    public static Pristine OfThisTool { get; } = new(Path.Combine(AppContext.BaseDirectory, "lessons"));

    /// <summary>How many lessons the tool knows.</summary>
    public int Count => _lessons.Count;

    /// <summary>The lessons that the tool knows, in the camp's order.</summary>
    public IEnumerable<Lesson> Lessons => _lessons.OrderBy(lesson => lesson.Number);

    /// <summary>The untouched stub, or null when the tool does not know the lesson.</summary>
    public string? Stub(Selected selected) => Text("exercises", selected, selected.Exercise.File);

    /// <summary>A file of the lesson ("tests/CounterTests.cs") as it was, or null when the tool does not know it.</summary>
    public string? Original(Lesson lesson, string relative) => Text("exercises", lesson, relative);

    /// <summary>The reference solution, or null when the tool does not know the lesson.</summary>
    public string? Reference(Selected selected) => Text("solutions", selected, selected.Exercise.File);

    /// <summary>
    /// Everything that scaffolding the lesson gives, by relative path with forward slashes; null when the tool does not know the
    /// lesson. The same composition as in the lessons' template.json.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Files(string lessonId)
    {
        if (!_folderNames.TryGetValue(lessonId, out var folder))
            return null;
        var exercises = Path.Combine(_root, "exercises");
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var lesson = _lessons.Single(lesson => lesson.Id == lessonId);
        foreach (var (file, text) in lesson.HasService ? _service.Without(lesson.Exercises.Select(exercise => exercise.File)) : [])
            files["service/" + file] = text;
        Add(exercises, "*.props", "");
        Add(Path.Combine(exercises, folder), "*", "");
        Add(Path.Combine(exercises, "tests"), "*.cs", "tests/", below: files.Any(IsWebProject));
        Add(Path.Combine(_root, "content", folder), "*.md", "");
        Add(Path.Combine(_root, "solutions", folder, "snapshots"), "*", "tests/snapshots/");
        files.Remove("instructor.md");
        return files;

        void Add(string from, string pattern, string to, bool below = true)
        {
            if (!Directory.Exists(from))
                return;
            // The shared tree itself holds all lessons; only what lies directly in it is shared.
            var option = below && from != exercises ? SearchOption.AllDirectories : SearchOption.TopDirectoryOnly;
            foreach (var path in Directory.EnumerateFiles(from, pattern, option))
                files[to + Path.GetRelativePath(from, path).Replace('\\', '/')] = File.ReadAllText(path);
        }
    }

    // A lesson about HTTP takes the test support for HTTP too.
    private static bool IsWebProject(KeyValuePair<string, string> file) =>
        file.Key.EndsWith(".csproj", StringComparison.Ordinal) && file.Value.Contains("Microsoft.AspNetCore.App", StringComparison.Ordinal);

    /// <summary>The lesson's hints.md; the copy in the lesson's folder when the tool does not know the lesson.</summary>
    public string? Hints(Selected selected)
    {
        var beside = Path.Combine(selected.Lesson.Folder, "hints.md");
        return Text("content", selected, "hints.md") ?? (File.Exists(beside) ? File.ReadAllText(beside) : null);
    }

    private string? Text(string tree, Selected selected, string file) => Text(tree, selected.Lesson, file);

    private string? Text(string tree, Lesson lesson, string file)
    {
        if (!_folderNames.TryGetValue(lesson.Id, out var folder))
            return null;
        var path = Path.Combine(_root, tree, folder, file);
        return File.Exists(path) ? File.ReadAllText(path) : null;
    }
}
