using System.Runtime.CompilerServices;
using TrainingCamp.Checker.Compiling;
using TrainingCamp.Checker.Lessons;

namespace TrainingCamp.Checker.Watching;

/// <summary>
/// Notices saved files by their times and sizes. The system's events say when to look; on network drives, WSL mounts and in
/// containers they may not come, so it also looks five times a second. A lesson has some thirty files: that costs next to nothing.
/// </summary>
internal sealed class WatchedFiles : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// A file that changes again within this time is still being written. It has to be longer than a tick of the file system's clock, 4 ms on Linux:
    /// two writes within one tick, of as many bytes, cannot be told apart.
    /// </summary>
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(10);

    /// <summary>An empty file is one that an editor has just truncated; for so long, or somebody has emptied it.</summary>
    private static readonly TimeSpan Emptiness = TimeSpan.FromMilliseconds(300);

    private readonly IReadOnlyList<Selected> _watched;
    private readonly IReadOnlyList<Lesson> _lessons;
    private readonly FolderEvents _events;
    private FileStates _checked;

    /// <summary>Looks at the files once: what is saved from now on counts, also what is saved before <see cref="Changes"/> is read.</summary>
    public WatchedFiles(IReadOnlyList<Selected> watched)
    {
        _watched = watched;
        _lessons = [.. watched.Select(selected => selected.Lesson).Distinct()];
        _events = new FolderEvents(_lessons.SelectMany(lesson => Sources.FoldersOf(lesson.Folder)));
        _checked = Look();
    }

    /// <summary>The exercises that each save touches, as saves happen. Ends when cancelled.</summary>
    public async IAsyncEnumerable<IReadOnlyList<Selected>> Changes([EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            await _events.Next(Pause, cancellation);
            var state = Look();
            if (state.Equals(_checked))
                continue;
            state = await Settled(state, cancellation);
            var touched = Touched(_checked.ChangedTo(state));
            _checked = state;
            if (touched.Count > 0)
                yield return touched;
        }
    }

    public void Dispose() => _events.Dispose();

    private async Task<FileStates> Settled(FileStates state, CancellationToken cancellation)
    {
        var emptyAtFirst = state.Empty.Except(_checked.Empty).ToList();
        for (var waited = TimeSpan.Zero; ; waited += Settling)
        {
            await Task.Delay(Settling, cancellation);
            var (before, now) = (state, state = Look());
            if (now.Equals(before) && (waited >= Emptiness || !now.Empty.Intersect(emptyAtFirst).Any()))
                return now;
        }
    }

    private FileStates Look() => FileStates.Of(_lessons.SelectMany(FilesOf));

    private static IEnumerable<string> FilesOf(Lesson lesson)
    {
        try
        {
            return [.. Sources.Of(lesson.Folder), .. Directory.GetFiles(lesson.Folder, "*.csproj")];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private List<Selected> Touched(IReadOnlySet<string> paths) =>
        [.. _watched.Where(selected => paths.Any(path => Touches(path, selected)))];

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
