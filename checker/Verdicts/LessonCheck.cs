using System.Diagnostics;
using System.Runtime.CompilerServices;
using TrainingCamp.Checker.Advising;
using TrainingCamp.Checker.Compiling;
using TrainingCamp.Checker.Lessons;
using TrainingCamp.Checker.Racing;
using TrainingCamp.Checker.Running;
using TrainingCamp.Races;

namespace TrainingCamp.Checker.Verdicts;

/// <summary>
/// Checks exercises of one lesson: compile in this process, run the tests in another, judge. Kept alive between checks it
/// compiles faster.
/// </summary>
internal sealed class LessonCheck(Lesson lesson, Pristine pristine) : IDisposable
{
    private readonly LessonProject _project = new(lesson);
    private RunFolder? _folder;
    private CompilerCall? _call;
    private LessonCompiler? _compiler;
    private TestHosts? _hosts;
    private RaceHost? _explorer;
    private Task _exploring = Task.CompletedTask;

    // Exercises that did not compile, with their texts.
    private Dictionary<Exercise, string> _setAside = [];

    /// <summary>Shorter in the checker's own tests.</summary>
    public HangLimits Limits { get; init; } = HangLimits.OfATrainee;

    /// <summary>Hears of a test that runs for long, and has no verdict yet: its name.</summary>
    public Action<string>? StillRuns { get; init; }

    /// <summary>What the next explorer warms up with: what was explored last, unless that got out of control.</summary>
    internal Exploring.Order? Explored { get; private set; }

    /// <summary>Gives the lesson's compiler: its own, unless several checks of a lesson share one.</summary>
    public Func<Lesson, CompilerCall, LessonCompiler> Compiler { get; init; } = OfItsOwn;

    /// <summary>A compiler whose work is done elsewhere the first time, where a server runs: for a process that ends after it.</summary>
    public static LessonCompiler Served(Lesson lesson, CompilerCall call) => new(lesson.Folder, call, CompilerServer.Find(call, lesson.Folder));

    /// <summary>A compiler that gets warm.</summary>
    public static LessonCompiler OfItsOwn(Lesson lesson, CompilerCall call) => new(lesson.Folder, call);

    /// <summary>Checks the exercises, in order.</summary>
    /// <param name="texts">Texts that stand in for the exercises' files, by file name ("Counter.cs").</param>
    /// <param name="test">"CounterTests.Adds_up" to run that test alone; null for all.</param>
    /// <param name="races">How far to explore schedules; null not to.</param>
    /// <exception cref="CampException">MSBuild refuses the project.</exception>
    public async Task<IReadOnlyList<Verdict>> Check(
        IReadOnlyList<Exercise> exercises, IReadOnlyDictionary<string, string>? texts = null, string? test = null, RaceRequest? races = null, CancellationToken cancellation = default)
    {
        var started = Stopwatch.GetTimestamp();
        var standIns = (texts ?? new Dictionary<string, string>()).ToDictionary(text => Path.Combine(lesson.Folder, text.Key), text => text.Value);
        await Open(cancellation);
        var toExplore = races is null ? [] : exercises.Where(IsBegun).ToList();
        if (toExplore.Count > 0)
            PrepareToExplore();
        var (compiled, refused) = Compile(exercises, standIns, cancellation);
        var runnable = exercises.Where(exercise => !refused.ContainsKey(exercise)).ToList();
        if (runnable.Count > 0)
            await Write(compiled);
        using var unneeded = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            var exploring = Explore(toExplore.Intersect(runnable), races!, unneeded.Token);
            var tests = runnable.Count == 0 ? [] : await new TestRun(_hosts!, Limits, StillRuns).Run([.. runnable.Select(exercise => exercise.Tests)], test, cancellation);
            var verdicts = exercises.Select(exercise => refused.TryGetValue(exercise, out var errors)
                ? Refused(exercise, errors, (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds)
                : Judge(exercise, tests)).Select(verdict => verdict with { Note = ChangedTests.Note(verdict.Selected, pristine) }).ToList();
            if (!verdicts.Exists(verdict => toExplore.Contains(verdict.Selected.Exercise) && RaceCheck.Matters(verdict)))
                return verdicts;
            var situations = await exploring;
            return [.. verdicts.Select(verdict => RaceCheck.Add(verdict, situations))];
        }
        finally
        {
            await unneeded.CancelAsync();
        }
    }

    /// <summary>Remarks on the exercise's file as it is now.</summary>
    public async Task<IReadOnlyList<Remark>> Advise(Exercise exercise, CancellationToken cancellation)
    {
        await Open(cancellation);
        return await Advise(lesson.PathOf(exercise), cancellation);
    }

    // On its own, so that nothing of the compiler is needed before it is there.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private Task<IReadOnlyList<Remark>> Advise(string path, CancellationToken cancellation) =>
        Advisor.Of(_compiler!.Bind(new Dictionary<string, string>(), cancellation), path, _compiler.SdkAnalyzers, cancellation);

    /// <summary>Makes the next check quicker: the processes that it needs start now and wait.</summary>
    public void Prepare()
    {
        _hosts?.Prepare();
        if (_call is not null && lesson.Exercises.Any(IsBegun))
            PrepareToExplore();
    }

    /// <summary>Compiles an exercise's tests, once the lesson has been checked: while its answers look the same to them, its next check need not.</summary>
    public void CompileAhead(Exercise exercise, CancellationToken cancellation) =>
        _compiler?.Compile(WithoutOtherTests([exercise], []), cancellation);

    /// <summary>Ends the waiting processes.</summary>
    public void Rest()
    {
        _hosts?.Dispose();
        _explorer?.Dispose();
        _explorer = null;
    }

    public void Dispose()
    {
        Rest();
        _folder?.Dispose();
    }

    // The host starts while the compiler works.
    private async Task Open(CancellationToken cancellation)
    {
        var call = await _project.CompilerCall(cancellation);
        // Somebody may also have deleted obj/.
        if (_call is null || call.Key != _call.Key || !_call.StillThere())
        {
            // Who waits holds files open that are about to be written.
            Rest();
            await _exploring.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            SdkCompiler.Use(call.Compiler);
            _folder ??= RunFolder.Take(lesson.Folder);
            _call = _folder.LayOut(call);
            _hosts = new TestHosts(_call);
            _hosts.Prepare();
            _compiler = Compiler(lesson, _call);
        }

        _hosts!.Prepare();
    }

    private async Task Write(Compiled compiled)
    {
        await _hosts!.Ended;
        await _exploring.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Explored = null;
        compiled.Write(_call!.Output);
    }

    // Side by side with the tests.
    private Task<IReadOnlyList<Situation>?> Explore(IEnumerable<Exercise> exercises, RaceRequest request, CancellationToken cancellation)
    {
        var all = exercises.ToList();
        if (all.Count == 0)
            return Task.FromResult<IReadOnlyList<Situation>?>([]);
        PrepareToExplore();
        var explorer = _explorer!;
        _explorer = null;
        var order = new Exploring.Order(_call!.Output, request, [.. all.Select(Explorable.Of)]);
        var exploring = Run();
        _exploring = exploring;
        return exploring;

        async Task<IReadOnlyList<Situation>?> Run()
        {
            using (explorer)
            {
                var situations = await explorer.Explore(order, cancellation);
                // What got out of control would run on in whoever warms up with it.
                if (situations?.All(situation => situation.Kind != nameof(Finding.Kinds.OutOfControl)) == true)
                    Explored = order;
                return situations;
            }
        }
    }

    private void PrepareToExplore()
    {
        if (_explorer is { Waits: false })
        {
            _explorer.Dispose();
            _explorer = null;
        }

        _explorer ??= new RaceHost(_call!, Explored);
    }

    // A stub as it came has nothing to explore.
    private bool IsBegun(Exercise exercise) => exercise.Races is not null
        && File.Exists(lesson.PathOf(exercise)) && File.ReadAllText(lesson.PathOf(exercise)) != pristine.Stub(new Selected(lesson, exercise));

    // An exercise that does not compile is set aside with its tests, its stub stands in for it, and the others get their verdicts.
    private (Compiled Compiled, Dictionary<Exercise, IReadOnlyList<CompileError>> Refused) Compile(
        IReadOnlyList<Exercise> exercises, Dictionary<string, string> texts, CancellationToken cancellation)
    {
        var refused = new Dictionary<Exercise, IReadOnlyList<CompileError>>();
        var compiled = _compiler!.Compile(WithoutOtherTests(exercises, texts), cancellation);
        if (compiled.Succeeded)
            return (compiled, refused);
        while (!(compiled = _compiler.Compile(texts, cancellation)).Succeeded)
        {
            var errors = compiled.Errors;
            var faulty = lesson.Exercises.Where(e => !refused.ContainsKey(e) && errors.Any(error => Belongs(error, e))).ToList();
            foreach (var exercise in faulty)
            {
                refused[exercise] = [.. errors.Where(error => Belongs(error, exercise))];
                foreach (var test in lesson.TestPathsOf(exercise))
                    texts[test] = "";
                if (pristine.Stub(new Selected(lesson, exercise)) is { } stub)
                    texts[lesson.PathOf(exercise)] = stub;
            }

            if (faulty.Count > 0)
                continue;
            // Nobody's fault in particular: a helper file, the project, or a stub that no longer fits.
            foreach (var exercise in exercises.Where(e => !refused.ContainsKey(e)))
                refused[exercise] = errors;
            break;
        }

        _setAside = refused.Keys.ToDictionary(exercise => exercise, exercise => LessonCompiler.Read(lesson.PathOf(exercise)));
        return (compiled, refused);
    }

    // Tests are most of a lesson's code, and those of other exercises do not run. If the rest does not compile without them,
    // for whatever reason, everything is compiled.
    private Dictionary<string, string> WithoutOtherTests(IReadOnlyList<Exercise> exercises, Dictionary<string, string> texts)
    {
        var lean = new Dictionary<string, string>(texts);
        foreach (var test in lesson.Exercises.Except(exercises).SelectMany(lesson.TestPathsOf))
            lean[test] = "";
        foreach (var exercise in lesson.Exercises.Except(exercises).Where(IsStillSetAside))
        {
            if (pristine.Stub(new Selected(lesson, exercise)) is { } stub)
                lean.TryAdd(lesson.PathOf(exercise), stub);
        }

        return lean;
    }

    // What did not compile before will not now, and would hold up every save of another exercise.
    private bool IsStillSetAside(Exercise exercise) =>
        _setAside.TryGetValue(exercise, out var text) && LessonCompiler.Read(lesson.PathOf(exercise)) == text;

    private bool Belongs(CompileError error, Exercise exercise) =>
        error.File == lesson.PathOf(exercise) || lesson.IsTestOf(exercise, error.File);

    private Verdict Refused(Exercise exercise, IReadOnlyList<CompileError> errors, long elapsedMs)
    {
        var selected = new Selected(lesson, exercise);
        if (!File.Exists(lesson.PathOf(exercise)))
            return new Verdict(selected, Outcome.CompileError, elapsedMs, [], $"\"{exercise.File}\" is missing. Bring the stub back: camp reset {exercise.Id}");

        // The trainee's own file first: an error in a test follows from a changed signature.
        var own = errors.Where(error => error.File == lesson.PathOf(exercise)).ToList();
        var advice = own.Count > 0 ? "" : $"\nThe tests no longer fit: keep the names and types of {exercise.File} as they were (camp diff {exercise.Id} --stub).";
        var shown = (own.Count > 0 ? own : errors).Take(5).Select(error => error.Describe(lesson.Folder));
        return new Verdict(selected, Outcome.CompileError, elapsedMs, [], string.Join('\n', shown) + advice);
    }

    private Verdict Judge(Exercise exercise, IReadOnlyList<TestLog.Entry> tests)
    {
        var own = tests.Where(test => test.Class == exercise.Tests).ToList();
        return Verdict.Of(new Selected(lesson, exercise), [.. own.Select(test => test.Verdict)], own.Sum(test => test.ElapsedMs));
    }
}
