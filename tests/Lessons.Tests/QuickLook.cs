using System.Runtime.CompilerServices;
using TrainingCamp.Checker.Compiling;
using TrainingCamp.Checker.Lessons;
using TrainingCamp.Checker.Running;
using TrainingCamp.Checker.Verdicts;

namespace TrainingCamp.Lessons.Tests;

using TestHost = TrainingCamp.Checker.Running.TestHost;

/// <summary>
/// A first look at many mistakes in one process, one assembly after the other: a process for each is most of a check's time. What is
/// not rejected here is left to the checker. So that nothing is put down to a mistake that an earlier one has left behind, the
/// reference must pass the same test after each in the same process; otherwise the process ends, as it does when a test hangs.
/// </summary>
internal sealed class QuickLook(Lesson lesson, HangLimits limits) : IDisposable
{
    private readonly RunFolder _folder = RunFolder.Take(lesson.Folder);
    private readonly Dictionary<Exercise, Compiled> _references = [];
    private LessonCompiler? _compiler;
    private CompilerCall? _call;
    private TestHost? _host;
    private int _looks;

    /// <returns>How the test that the mistake names rejected it; null when it was not seen to.</returns>
    public async Task<Outcome?> Rejects(Answer mistake, CancellationToken cancellation)
    {
        _call ??= await Open(cancellation);
        var outcome = await Look(mistake, Compile(mistake.Exercise, mistake.Text, cancellation), cancellation);
        if (_host is not null && outcome is Outcome.Failed && await Look(mistake, Reference(mistake.Exercise, cancellation), cancellation) is not Outcome.Passed)
        {
            Restart();
            return null;
        }

        return outcome is Outcome.Failed or Outcome.Hung ? outcome : null;
    }

    public void Dispose()
    {
        _host?.Dispose();
        if (_looks > 0)
            Directory.Delete(Path.Combine(Path.GetDirectoryName(_call!.Output)!, "looks"), recursive: true);
        _folder.Dispose();
    }

    /// <returns>How the test that the mistake names has ended; null when that was not to be seen.</returns>
    private async Task<Outcome?> Look(Answer mistake, Compiled compiled, CancellationToken cancellation)
    {
        if (!compiled.Succeeded || !mistake.RejectedBy.Contains('.', StringComparison.Ordinal))
            return null;
        // The runtime keeps what it has read of a path: each assembly needs its own.
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(_call!.Output)!, "looks", $"{_looks++}"));
        var assembly = Path.Combine(folder.FullName, Path.GetFileName(_call.Output));
        compiled.Write(assembly);
        _host ??= Start();
        _host.Run(assembly, ["-reporter", "json", "-noColor", "-noAutoReporters", "-class", "*." + mistake.Exercise.Tests, "-method", "*." + mistake.RejectedBy], stay: true);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var (log, watch) = (new TestLog(), new HangWatch(limits, (_, _) => Task.FromResult<IReadOnlyList<string>>([])));
        var reading = Read(_host.Process.StandardOutput, log, watch, stop.Token);
        var hung = watch.WaitForHang(_host.Process, log, stop.Token);
        var ended = await Task.WhenAny(reading, hung);
        await stop.CancelAsync();
        cancellation.ThrowIfCancellationRequested();
        if (ended == hung && log.Current is not null)
        {
            Restart();
            return Outcome.Hung;
        }

        var outcomes = log.Entries.Where(entry => $"{entry.Class}.{entry.Verdict.Name.Split('(')[0]}" == mistake.RejectedBy).Select(entry => entry.Verdict.Outcome).Distinct().ToList();
        // What waits for something that never comes stays behind in the process.
        if (!log.Finished || outcomes.Contains(Outcome.Hung))
            Restart();
        return outcomes.Contains(Outcome.Failed) ? Outcome.Failed : outcomes.Count == 1 ? outcomes[0] : null;
    }

    // Ends with the run, with the process, or with an exception that leaves a thread.
    private static async Task Read(StreamReader output, TestLog log, HangWatch watch, CancellationToken cancellation)
    {
        while (!log.Finished && await output.ReadLineAsync(cancellation) is { } line)
        {
            if (TestEvent.Parse(line) is not { } read)
                continue;
            if (read.Kind == "error")
                return;
            watch.Progressed();
            log.Read(read);
        }
    }

    private TestHost Start()
    {
        var host = new TestHost(_call!);
        host.Process.ErrorDataReceived += (_, _) => { };
        host.Process.BeginErrorReadLine();
        return host;
    }

    private void Restart()
    {
        _host?.Dispose();
        _host = null;
    }

    private async Task<CompilerCall> Open(CancellationToken cancellation)
    {
        var call = await new LessonProject(lesson).CompilerCall(cancellation);
        SdkCompiler.Use(call.Compiler);
        var laidOut = _folder.LayOut(call);
        _compiler = Compiler(laidOut);
        return laidOut;
    }

    private Compiled Reference(Exercise exercise, CancellationToken cancellation)
    {
        if (!_references.TryGetValue(exercise, out var reference))
            _references[exercise] = reference = Compile(exercise, File.ReadAllText(Path.Combine(Repository.SolutionFolder(lesson), exercise.File)), cancellation);
        return reference;
    }

    // The tests of other exercises do not run.
    private Compiled Compile(Exercise exercise, string text, CancellationToken cancellation)
    {
        var texts = lesson.Exercises.Where(other => other != exercise).SelectMany(lesson.TestPathsOf).ToDictionary(path => path, _ => "");
        texts[lesson.PathOf(exercise)] = text;
        return _compiler!.Compile(texts, cancellation);
    }

    // On its own, because until now the compiler could not be found.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private LessonCompiler Compiler(CompilerCall call) => new(lesson.Folder, call);
}
