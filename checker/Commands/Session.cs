using TrainingCamp.Checker.Lessons;
using TrainingCamp.Checker.Progress;
using TrainingCamp.Checker.Racing;
using TrainingCamp.Checker.Screens;
using TrainingCamp.Checker.Verdicts;

namespace TrainingCamp.Checker.Commands;

/// <summary>What every command works with: the workspace, the progress in it, and the screen.</summary>
internal sealed class Session(Workspace workspace, Screen screen, Pristine pristine, TimeProvider time) : IDisposable
{
    private readonly Dictionary<string, LessonCheck> _checks = [];

    public Workspace Workspace { get; } = workspace;

    public Screen Screen { get; } = screen;

    public Pristine Pristine { get; } = pristine;

    public TimeProvider Time { get; } = time;

    public ProgressFile Progress { get; } = ProgressFile.Open(workspace.StateFolder, time);

    /// <summary>The first exercise, in the camp's order, that has not been passed; null when all have.</summary>
    public Selected? Next => Selection.All(Workspace).FirstOrDefault(selected => !Progress.HasPassed(selected.Exercise.Id));

    /// <summary>The named exercise, or the next one when no name is given.</summary>
    public Selected OneOrNext(string? name) => name is not null
        ? Selection.One(Workspace, name)
        : Next ?? throw CampException.Usage("Every exercise here is passed; name one, such as: " + Selection.All(Workspace)[0].Exercise.Id);

    /// <summary>Checks the exercises lesson by lesson, records what passed, and gives each verdict as it falls.</summary>
    /// <param name="races">How far to explore schedules; null for the short look that every check takes.</param>
    public async IAsyncEnumerable<Verdict> Check(
        IEnumerable<Selected> exercises, RaceRequest? races = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation = default)
    {
        foreach (var group in exercises.GroupBy(selected => selected.Lesson))
        {
            var check = CheckOf(group.Key);
            var verdicts = await check.Check([.. group.Select(selected => selected.Exercise)], cancellation: cancellation);
            verdicts = await RaceCheck.Add(verdicts, () => check.Assembly, races ?? RaceRequest.Always, cancellation);
            Progress.Record(verdicts.Where(verdict => verdict.Passed).Select(verdict => verdict.Id));
            foreach (var verdict in verdicts)
                yield return verdict;
        }
    }

    /// <summary>Makes the next check of a lesson quicker, and lets go of what was kept ready for others.</summary>
    public void Prepare(Lesson lesson)
    {
        foreach (var (id, check) in _checks)
            if (id != lesson.Id)
                check.Rest();
        CheckOf(lesson).Prepare();
    }

    public void Dispose()
    {
        foreach (var check in _checks.Values)
            check.Dispose();
    }

    private LessonCheck CheckOf(Lesson lesson)
    {
        if (!_checks.TryGetValue(lesson.Id, out var check))
            _checks[lesson.Id] = check = new LessonCheck(lesson, Pristine);
        return check;
    }
}
