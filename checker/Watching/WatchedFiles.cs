using System.Runtime.CompilerServices;
using TrainingCamp.Checker.Compiling;
using TrainingCamp.Checker.Lessons;

namespace TrainingCamp.Checker.Watching;

/// <summary>
/// Notices saved files by looking at their times and sizes ten times a second. A lesson has some thirty files, so this
/// costs next to nothing, and unlike file system events it works on network drives, WSL mounts and in containers.
/// </summary>
internal sealed class WatchedFiles
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly IReadOnlyList<Selected> _watched;
    private readonly IReadOnlyList<Lesson> _lessons;
    private readonly Dictionary<string, (DateTime, long)> _atFirst;

    /// <summary>Looks at the files once: what is saved from now on counts, also what is saved before <see cref="Changes"/> is read.</summary>
    public WatchedFiles(IReadOnlyList<Selected> watched)
    {
        _watched = watched;
        _lessons = [.. watched.Select(selected => selected.Lesson).Distinct()];
        _atFirst = State();
    }

    /// <summary>The exercises that each save touches, as saves happen. Ends when cancelled.</summary>
    public async IAsyncEnumerable<IReadOnlyList<Selected>> Changes([EnumeratorCancellation] CancellationToken cancellation)
    {
        var checkedState = _atFirst;
        using var timer = new PeriodicTimer(Pause);
        var seen = checkedState;
        while (await timer.WaitForNextTickAsync(cancellation))
        {
            var state = State();
            var settled = Same(state, seen);
            seen = state;
            // A file that still changes is half written; the next look will find it whole.
            if (!settled || Same(state, checkedState))
                continue;

            var touched = Touched(checkedState, state);
            checkedState = state;
            if (touched.Count > 0)
                yield return touched;
        }
    }

    private Dictionary<string, (DateTime, long)> State()
    {
        var state = new Dictionary<string, (DateTime, long)>();
        foreach (var lesson in _lessons)
            foreach (var path in FilesOf(lesson))
                if (new FileInfo(path) is { Exists: true } file)
                    state[path] = (file.LastWriteTimeUtc, file.Length);
        return state;
    }

    private static IEnumerable<string> FilesOf(Lesson lesson)
    {
        try
        {
            return [.. Sources.Of(lesson.Folder), .. Directory.GetFiles(lesson.Folder, "*.csproj")];
        }
        catch (IOException)
        {
            return [];
        }
    }

    private static bool Same(Dictionary<string, (DateTime, long)> left, Dictionary<string, (DateTime, long)> right) =>
        left.Count == right.Count && left.All(entry => right.TryGetValue(entry.Key, out var other) && other == entry.Value);

    private List<Selected> Touched(Dictionary<string, (DateTime, long)> before, Dictionary<string, (DateTime, long)> after)
    {
        var paths = before.Keys.Union(after.Keys).Where(path => !before.TryGetValue(path, out var b) || !after.TryGetValue(path, out var a) || a != b).ToHashSet();
        return [.. _watched.Where(selected => paths.Any(path => Touches(path, selected)))];
    }

    // An exercise's file or tests touch that exercise; anything else in the lesson may touch all of its exercises.
    private static bool Touches(string path, Selected selected)
    {
        var (lesson, exercise) = selected;
        if (path == lesson.PathOf(exercise) || lesson.IsTestOf(exercise, path))
            return true;
        return path.StartsWith(lesson.Folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            && !lesson.Exercises.Any(other => path == lesson.PathOf(other) || lesson.IsTestOf(other, path));
    }
}
