using TrainingCamp.Checker.Advising;
using TrainingCamp.Checker.Lessons;
using TrainingCamp.Checker.Progress;
using TrainingCamp.Checker.Racing;
using TrainingCamp.Checker.Running;
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

    /// <summary>Whether the command goes on after a check, and is to be quick then.</summary>
    public bool Stays { get; set; }

    /// <summary>What this command has seen pass for the first time.</summary>
    public HashSet<string> JustPassed { get; } = [];

    public static Version CampVersion { get; } = typeof(Session).Assembly.GetName().Version!;

    public ProgressFile Progress { get; } = ProgressFile.Open(workspace.StateFolder, time);

    /// <summary>The first exercise, in the camp's order, that has been neither passed nor given; null when there is none.</summary>
    public Selected? Next => Selection.All(Workspace).FirstOrDefault(selected => !Progress.HasPassed(selected.Exercise.Id) && !Progress.IsGiven(selected.Exercise.Id));

    /// <summary>The named exercise, or the next one when no name is given.</summary>
    public Selected OneOrNext(string? name) => name is not null
        ? Selection.One(Workspace, name)
        : Next ?? throw CampException.Usage(Messages.Say.AllPassed(Selection.All(Workspace)[0].Exercise.Id));

    /// <summary>Checks the exercises lesson by lesson, records what passed, and gives each verdict as it falls.</summary>
    /// <param name="races">How far to explore schedules; null for the short look that every check takes.</param>
    public async IAsyncEnumerable<Verdict> Check(
        IEnumerable<Selected> exercises, RaceRequest? races = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation = default)
    {
        foreach (var group in exercises.GroupBy(selected => selected.Lesson))
        {
            var check = CheckOf(group.Key);
            var verdicts = await check.Check([.. group.Select(selected => selected.Exercise)], races: races ?? RaceRequest.Always, cancellation: cancellation);
            JustPassed.UnionWith(verdicts.Where(verdict => verdict.Passed && !Progress.HasPassed(verdict.Id)).Select(verdict => verdict.Id));
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

    /// <summary>Compiles the tests of the exercise that is next, if it is one of this lesson.</summary>
    public void CompileAhead(Lesson lesson, CancellationToken cancellation)
    {
        if (Next is { } next && next.Lesson.Id == lesson.Id)
            CheckOf(lesson).CompileAhead(next.Exercise, cancellation);
    }

    public void Dispose()
    {
        foreach (var check in _checks.Values)
            check.Dispose();
    }

    /// <summary>The exercises with these names; without any, those of the lesson around, else all.</summary>
    public IReadOnlyList<Selected> Chosen(string[]? names) => names is null or []
        ? [.. Selection.All(Workspace).Where(selected => Workspace.LessonHere is null || selected.Lesson == Workspace.LessonHere)]
        : [.. names.SelectMany(name => Selection.Of(Workspace, name)).Distinct()];

    /// <summary>The lessons with these names, or all when there is none.</summary>
    public IReadOnlyList<Lesson> Lessons(string[]? names) => names is null or []
        ? Workspace.Lessons
        : [.. names.SelectMany(name => Selection.Of(Workspace, name)).Select(selected => selected.Lesson).Distinct()];

    /// <summary>Remarks on an exercise's file as it is now.</summary>
    public async Task<IReadOnlyList<Remark>> Advice(Selected selected, CancellationToken cancellation) =>
        await CheckOf(selected.Lesson).Advise(selected.Exercise, cancellation);

    private LessonCheck CheckOf(Lesson lesson)
    {
        if (!_checks.TryGetValue(lesson.Id, out var check))
            _checks[lesson.Id] = check = new LessonCheck(lesson, Pristine)
            {
                StillRuns = test => Screen.Indented(Messages.Say.StillRuns(test, HangLimits.OfATrainee), 6),
                Compiler = Stays ? LessonCheck.OfItsOwn : LessonCheck.Served,
            };
        return check;
    }
}
