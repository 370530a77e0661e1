using TrainingCamp.Checker.Texts;

namespace TrainingCamp.Checker.Lessons;

/// <summary>Where the trainee works: a folder marked by camp.json, or one lesson alone, or a folder of lessons.</summary>
/// <param name="Root">Full path. Progress and backups are kept in its .camp folder.</param>
/// <param name="Here">The folder that the command was started in.</param>
internal sealed record Workspace(string Root, string Here, IReadOnlyList<Lesson> Lessons)
{
    private const string Marker = "camp.json";
    private const int Depth = 3;

    public string StateFolder => Path.Combine(Root, ".camp");

    /// <summary>The lesson around the folder the command was started in, or null.</summary>
    public Lesson? LessonHere => Lessons.FirstOrDefault(lesson => IsInside(lesson.Folder, Here));

    /// <summary>Opens the workspace that <paramref name="folder"/> lies in.</summary>
    /// <exception cref="CampException">There is no lesson here, or one is there twice.</exception>
    public static Workspace Open(string folder)
    {
        var here = Path.GetFullPath(folder);
        var root = RootOf(here);
        var lessons = LessonFolders.Below(root, Depth).Select(Lesson.Read).OrderBy(lesson => lesson.Number).ThenBy(lesson => lesson.Id).ToList();
        if (lessons.Count == 0)
            throw CampException.Broken(Messages.Say.NoLesson(root));

        var twice = lessons.GroupBy(lesson => lesson.Id).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
            throw CampException.Broken(Messages.Say.LessonTwice(twice.Key, twice.Select(lesson => lesson.Folder)));
        return new Workspace(root, here, lessons);
    }

    private static string RootOf(string here)
    {
        var above = Above(here).ToList();
        return above.Find(folder => File.Exists(Path.Combine(folder, Marker)))
            ?? above.Find(folder => File.Exists(Path.Combine(folder, Lesson.FileName)))
            ?? here;
    }

    private static IEnumerable<string> Above(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
            yield return at.FullName;
    }

    private static bool IsInside(string outer, string inner) =>
        inner == outer || inner.StartsWith(outer + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
