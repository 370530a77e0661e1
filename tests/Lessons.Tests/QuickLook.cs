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
    private readonly AnswerCompiler _compiler = new(lesson, Compilers.Of);
    private readonly Dictionary<Exercise, string> _references = [];
    private TestHost? _host;
    private int _looks;

    /// <returns>How the test that the mistake names rejected it, failed or hung; null when it was not seen to.</returns>
    public async Task<Outcome?> Rejects(Answer mistake, CancellationToken cancellation)
    {
        if (mistake.RejectedBy.StartsWith(Answer.Compiler, StringComparison.Ordinal) || await Written(mistake.Exercise, mistake.Text, cancellation) is not { } assembly)
            return null;
        var outcome = await Look(mistake, assembly, cancellation);
        if (outcome is not Outcome.Failed)
            return outcome is Outcome.Hung ? outcome : null;
        if (_host is not null && await Look(mistake, await Reference(mistake.Exercise, cancellation), cancellation) is Outcome.Passed)
            return outcome;
        Restart();
        return null;
    }

    public void Dispose()
    {
        Restart();
        if (_looks > 0)
            Directory.Delete(Looks, recursive: true);
        _compiler.Dispose();
    }

    private string Looks => Path.Combine(Path.GetDirectoryName(_compiler.Call.Output)!, "looks");

    /// <returns>How the test that the mistake names has ended; null when that was not to be seen.</returns>
    private async Task<Outcome?> Look(Answer mistake, string assembly, CancellationToken cancellation)
    {
        var process = (_host ??= Start()).Process;
        _host.Run(assembly, ["-class", "*." + mistake.Exercise.Tests, "-method", "*." + mistake.RejectedBy], stay: true);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var (log, watch) = (new TestLog(), new HangWatch(limits, (_, _) => Task.FromResult<IReadOnlyList<string>>([])));
        var hung = watch.WaitForHang(process, log, stop.Token);
        var ended = await Task.WhenAny(Read(process.StandardOutput, log, watch, stop.Token), hung);
        await stop.CancelAsync();
        cancellation.ThrowIfCancellationRequested();
        var outcome = ended == hung && log.Current is not null ? Outcome.Hung : OutcomeOf(mistake, log);
        // What waits for something that never comes stays behind in the process.
        if (!log.Finished || outcome is Outcome.Hung)
            Restart();
        return outcome;
    }

    private static Outcome? OutcomeOf(Answer mistake, TestLog log)
    {
        var outcomes = log.Entries.Where(entry => mistake.IsRejectedBy(entry.Class, entry.Verdict)).Select(entry => entry.Verdict.Outcome).ToHashSet();
        return outcomes.Contains(Outcome.Hung) ? Outcome.Hung : outcomes.Contains(Outcome.Failed) ? Outcome.Failed
            : log.Finished && log.Entries.Count > 0 && log.Entries.All(entry => entry.Verdict.Outcome == Outcome.Passed) ? Outcome.Passed : null;
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
        // It has work at once.
        var host = new TestHost(_compiler.Call, warm: false);
        host.Process.BeginErrorReadLine();
        return host;
    }

    private void Restart()
    {
        _host?.Dispose();
        _host = null;
    }

    // The same each time: in a process that has looked at it before, nothing of it is compiled to machine code again.
    private async Task<string> Reference(Exercise exercise, CancellationToken cancellation)
    {
        if (!_references.TryGetValue(exercise, out var reference))
            _references[exercise] = reference = (await Written(exercise, Repository.Reference(lesson, exercise), cancellation))!;
        return reference;
    }

    /// <returns>The path of the assembly; null when the answer does not compile.</returns>
    private async Task<string?> Written(Exercise exercise, string text, CancellationToken cancellation)
    {
        var compiled = await _compiler.Compile(exercise, text, path => lesson.IsTestOf(exercise, path), cancellation);
        if (!compiled.Succeeded)
            return null;
        // The runtime keeps what it has read of a path: each assembly needs its own.
        var folder = Directory.CreateDirectory(Path.Combine(Looks, $"{_looks++}"));
        var assembly = Path.Combine(folder.FullName, Path.GetFileName(_compiler.Call.Output));
        compiled.Write(assembly);
        return assembly;
    }
}
