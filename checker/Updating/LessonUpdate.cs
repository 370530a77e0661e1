using TrainingCamp.Checker.Lessons;
using TrainingCamp.Checker.Progress;

namespace TrainingCamp.Checker.Updating;

/// <summary>
/// Brings a newer version into a lesson: each file is compared three ways, as it was scaffolded, as the learner has it, as it is
/// now. What the learner wrote stays or is joined with the new, and a copy is kept before anything is written.
/// </summary>
/// <param name="before">What the lesson was made from; null when that is not known.</param>
/// <param name="after">The new version.</param>
internal sealed class LessonUpdate(Lesson lesson, IReadOnlyDictionary<string, string>? before, IReadOnlyDictionary<string, string> after)
{
    private readonly IReadOnlyDictionary<string, string> _renamed = Renames.Between(before, after);

    public IReadOnlyList<FileUpdate> Plan()
    {
        var planned = after.Select(file => Plan(file.Key, LearnersFile.Plain(file.Value)));
        var gone = before?.Keys.Where(file => !after.ContainsKey(file) && !_renamed.Values.Contains(file)).Select(PlanGone) ?? [];
        return [.. planned.Concat(gone).OfType<FileUpdate>()];
    }

    /// <summary>Does what was planned, and says where copies are kept.</summary>
    public IReadOnlyList<FileUpdate> Apply(IReadOnlyList<FileUpdate> plan, Backups backups) => [.. plan.Select(update => Apply(update, backups))];

    private FileUpdate Plan(string file, string now)
    {
        var from = _renamed.TryGetValue(file, out var old) && !File.Exists(PathOf(file)) && File.Exists(PathOf(old)) ? old : file;
        var was = before is not null && before.TryGetValue(old ?? file, out var text) ? LearnersFile.Plain(text) : null;
        var mine = LearnersFile.Read(PathOf(from));
        var (change, result) = Decide(file, was, mine, now);
        if (from == file)
            return new FileUpdate(file, change, result);
        // The file has another name now: what would stay as it is moves along.
        return change is Change.Current or Change.Kept
            ? new FileUpdate(file, Change.Merged, mine!.Text!, from)
            : new FileUpdate(file, change, result, from);
    }

    private (Change, string) Decide(string file, string? was, LearnersFile? mine, string now)
    {
        if (mine is null)
            return (was is null ? Change.Added : Change.Kept, now);
        if (mine.Text == now)
            return (Change.Current, now);
        if (was == now)
            return (Change.Kept, now);
        // Which exercises there are is not for the learner to say.
        if ((mine.Text is not null && mine.Text == was) || file == Lesson.FileName || (before is null && !IsLearners(file)))
            return (Change.Updated, now);
        var merged = was is not null && mine.Text is not null ? ThreeWay.Merge(was, mine.Text, now) : null;
        return merged is null ? (Change.Conflict, now) : (Change.Merged, merged);
    }

    private FileUpdate? PlanGone(string file) => LearnersFile.Read(PathOf(file)) is not { } mine
        ? null
        : new FileUpdate(file, mine.Text == LearnersFile.Plain(before![file]) ? Change.Removed : Change.Kept);

    private bool IsLearners(string file) =>
        file.EndsWith(".csproj", StringComparison.Ordinal) || file.EndsWith(".props", StringComparison.Ordinal) || lesson.Exercises.Any(exercise => exercise.File == file);

    private FileUpdate Apply(FileUpdate update, Backups backups)
    {
        var path = PathOf(update.File);
        var old = PathOf(update.From ?? update.File);
        switch (update.Change)
        {
            case Change.Current or Change.Kept:
                return update;
            case Change.Conflict:
                if (update.From is not null)
                    File.Move(old, path);
                var beside = AtomicFile.Unused(path + ".new");
                AtomicFile.Write(beside, update.Text);
                return update with { Beside = beside };
        }

        var mine = LearnersFile.Read(old);
        var copy = mine is null ? null : backups.Keep(lesson.Id, update.From ?? update.File, old);
        if (update.Change != Change.Removed)
            AtomicFile.Write(path, mine is { Crlf: true } ? update.Text.Replace("\n", "\r\n", StringComparison.Ordinal) : update.Text, mine is { Mark: true });
        if (update.Change == Change.Removed || update.From is not null)
            File.Delete(old);
        return update with { Copy = copy };
    }

    // The learner's project has the name of their folder.
    private string PathOf(string file)
    {
        var isProject = file.EndsWith(".csproj", StringComparison.Ordinal) && !file.Contains('/');
        var projects = isProject ? Directory.GetFiles(lesson.Folder, "*.csproj") : [];
        return projects is [var only] ? only : Path.Combine(lesson.Folder, file);
    }
}
