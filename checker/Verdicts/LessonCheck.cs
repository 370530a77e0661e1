using System.Diagnostics;
using TrainingCamp.Checker.Compiling;
using TrainingCamp.Checker.Lessons;
using TrainingCamp.Checker.Running;

namespace TrainingCamp.Checker.Verdicts;

/// <summary>
/// Checks exercises of one lesson: compile in this process, run the tests in another, judge. Kept alive between checks it
/// compiles faster.
/// </summary>
/// <param name="output">See <see cref="LessonProject"/>.</param>
internal sealed class LessonCheck(Lesson lesson, Pristine pristine, string output = "camp")
{
    private readonly LessonProject _project = new(lesson, output);
    private CompilerCall? _call;
    private LessonCompiler? _compiler;

    /// <summary>Limits of <see cref="HangWatch"/>. Shorter in the checker's own tests.</summary>
    public TimeSpan IdleLimit { get; init; } = TimeSpan.FromSeconds(3);

    /// <inheritdoc cref="IdleLimit"/>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Checks the exercises, in order.</summary>
    /// <param name="texts">Texts that stand in for the exercises' files, by file name ("Counter.cs").</param>
    /// <param name="test">"CounterTests.Adds_up" to run that test alone; null for all.</param>
    /// <exception cref="CampException">MSBuild refuses the project.</exception>
    public async Task<IReadOnlyList<Verdict>> Check(
        IReadOnlyList<Exercise> exercises, IReadOnlyDictionary<string, string>? texts = null, string? test = null, CancellationToken cancellation = default)
    {
        var started = Stopwatch.GetTimestamp();
        var standIns = (texts ?? new Dictionary<string, string>()).ToDictionary(text => Path.Combine(lesson.Folder, text.Key), text => text.Value);
        var compiler = await Compiler(cancellation);
        var refused = Compile(compiler, exercises, standIns, cancellation);
        var runnable = exercises.Where(exercise => !refused.ContainsKey(exercise)).ToList();
        var tests = runnable.Count == 0 ? [] : await new TestRun(_call!.Output, IdleLimit, Limit).Run([.. runnable.Select(e => e.Tests)], test, cancellation);
        return [.. exercises.Select(exercise => refused.TryGetValue(exercise, out var errors)
            ? Refused(exercise, errors, (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds)
            : Judge(exercise, tests))];
    }

    private async Task<LessonCompiler> Compiler(CancellationToken cancellation)
    {
        var call = await _project.CompilerCall(cancellation);
        if (_compiler is null || call.Key != _call?.Key)
            (_call, _compiler) = (call, new LessonCompiler(lesson.Folder, call));
        return _compiler;
    }

    // An exercise that does not compile is set aside with its tests, its stub stands in for it, and the others get their verdicts.
    private Dictionary<Exercise, IReadOnlyList<CompileError>> Compile(
        LessonCompiler compiler, IReadOnlyList<Exercise> exercises, Dictionary<string, string> texts, CancellationToken cancellation)
    {
        var refused = new Dictionary<Exercise, IReadOnlyList<CompileError>>();
        if (compiler.Compile(WithoutOtherTests(exercises, texts), cancellation).Count == 0)
            return refused;
        while (compiler.Compile(texts, cancellation) is { Count: > 0 } errors)
        {
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

        return refused;
    }

    // Tests are most of a lesson's code, and those of other exercises do not run. If the rest does not compile without them,
    // for whatever reason, everything is compiled.
    private Dictionary<string, string> WithoutOtherTests(IReadOnlyList<Exercise> exercises, Dictionary<string, string> texts)
    {
        var lean = new Dictionary<string, string>(texts);
        foreach (var test in lesson.Exercises.Except(exercises).SelectMany(lesson.TestPathsOf))
            lean[test] = "";
        return lean;
    }

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
