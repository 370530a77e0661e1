namespace TrainingCamp.Checker.Lessons;

/// <summary>
/// The lessons as they were when this tool was packed: stubs, tests, references and hints, as text in the tool's folder.
/// </summary>
internal sealed class Pristine
{
    private readonly string _root;
    private readonly Dictionary<string, string> _folderNames;

    public Pristine(string root)
    {
        _root = root;
        var exercises = Path.Combine(root, "exercises");
        _folderNames = Directory.Exists(exercises)
            ? LessonFolders.Below(exercises, 1).Select(Lesson.Read).ToDictionary(lesson => lesson.Id, lesson => Path.GetFileName(lesson.Folder))
            : [];
    }

    /// <summary>Those that travel with the running tool.</summary>
    public static Pristine OfThisTool { get; } = new(Path.Combine(AppContext.BaseDirectory, "lessons"));

    /// <summary>How many lessons the tool knows.</summary>
    public int Count => _folderNames.Count;

    /// <summary>The untouched stub, or null when the tool does not know the lesson.</summary>
    public string? Stub(Selected selected) => Text("exercises", selected, selected.Exercise.File);

    /// <summary>A file of the lesson ("tests/CounterTests.cs") as it was, or null when the tool does not know it.</summary>
    public string? Original(Lesson lesson, string relative) => Text("exercises", lesson, relative);

    /// <summary>The reference solution, or null when the tool does not know the lesson.</summary>
    public string? Reference(Selected selected) => Text("solutions", selected, selected.Exercise.File);

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
