using TrainingCamp.Checker.Lessons;
using TrainingCamp.Checker.Progress;
using TrainingCamp.Checker.Screens;
using TrainingCamp.Checker.Texts;
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

    public static Version CampVersion { get; } = typeof(Session).Assembly.GetName().Version!;

    public ProgressFile Progress { get; } = ProgressFile.Open(workspace.StateFolder, time);

    /// <summary>The first exercise, in the camp's order, that has not been passed; null when all have.</summary>
    public Selected? Next => Selection.All(Workspace).FirstOrDefault(selected => !Progress.HasPassed(selected.Exercise.Id));

    /// <summary>The named exercise, or the next one when no name is given.</summary>
    public Selected OneOrNext(string? name) => name is not null
        ? Selection.One(Workspace, name)
        : Next ?? throw CampException.Usage(Messages.Say.AllPassed(Selection.All(Workspace)[0].Exercise.Id));

    /// <summary>Checks the exercises lesson by lesson, records what passed, and gives each verdict as it falls.</summary>
    public async IAsyncEnumerable<Verdict> Check(
        IEnumerable<Selected> exercises, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var group in exercises.GroupBy(selected => selected.Lesson))
        {
            var verdicts = await CheckOf(group.Key).Check([.. group.Select(selected => selected.Exercise)], cancellation: cancellation);
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

    /// <summary>The lessons with these names, or all when there is none.</summary>
    public IReadOnlyList<Lesson> Lessons(string[]? names) => names is null or []
        ? Workspace.Lessons
        : [.. names.SelectMany(name => Selection.Of(Workspace, name)).Select(selected => selected.Lesson).Distinct()];

    private LessonCheck CheckOf(Lesson lesson)
    {
        if (!_checks.TryGetValue(lesson.Id, out var check))
            _checks[lesson.Id] = check = new LessonCheck(lesson, Pristine);
        return check;
    }
}
