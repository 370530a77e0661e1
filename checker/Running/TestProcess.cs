using System.Diagnostics;
using TrainingCamp.Checker.Compiling;

namespace TrainingCamp.Checker.Running;

/// <summary>How a run of the test executable ended.</summary>
internal enum RunEnd
{
    Finished,
    Crashed,
    Hung,
    Flooded,
}

/// <summary>The end of a run, with what there is to say of it.</summary>
internal sealed record RunResult(RunEnd End, string Message = "");

/// <summary>
/// Runs a lesson's test executable in a process of its own and watches it: the trainee's code may loop, block, crash or
/// print without end, and none of it harms the checker.
/// </summary>
internal sealed class TestProcess(string assembly, TestLog log, HangWatch watch)
{
    /// <summary>Characters the trainee's code may print before it counts as flooding. Events of tests do not count.</summary>
    private const int MostOutput = 4 * 1024 * 1024;

    private readonly TaskCompletionSource _flooded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> _uncaught = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Head _errors = new();
    private int _printed;

    public async Task<RunResult> Run(IEnumerable<string> filters, CancellationToken cancellation)
    {
        var start = Dotnet.StartInfo(Path.GetDirectoryName(assembly)!, ["exec", assembly, "-reporter", "json", "-noColor", "-noAutoReporters", .. filters]);
        start.Environment["CAMP_CHECK"] = "1";
        // A run of a second or two has no use for a profile of itself.
        start.Environment["DOTNET_TieredPGO"] = "0";
        using var process = Dotnet.Start(start);
        try
        {
            process.StandardInput.Close();
            return await Follow(process, cancellation);
        }
        finally
        {
            Kill(process);
        }
    }

    private async Task<RunResult> Follow(Process process, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var output = Listen(process.StandardOutput, OnLine, stop.Token);
        var errors = Listen(process.StandardError, OnError, stop.Token);
        var hung = watch.WaitForHang(process, log, stop.Token);
        var ended = await Task.WhenAny(Task.WhenAll(output, errors), hung, _flooded.Task, _uncaught.Task);
        cancellation.ThrowIfCancellationRequested();

        var result = _uncaught.Task.IsCompleted ? new RunResult(RunEnd.Crashed, await _uncaught.Task)
            : ended == hung ? new RunResult(RunEnd.Hung, await hung)
            : _flooded.Task.IsCompleted ? new RunResult(RunEnd.Flooded)
            : log.Finished ? new RunResult(RunEnd.Finished)
            : new RunResult(RunEnd.Crashed, await CrashMessage(process));
        await stop.CancelAsync();
        return result;
    }

    // Nobody reads on after a line that is too long, and the process would stand still before the full pipe: that is the end.
    private async Task Listen(StreamReader stream, Action<string> onLine, CancellationToken cancellation)
    {
        if (!await BoundedLines.Read(stream, MostOutput, onLine, watch.Printed, cancellation))
            _flooded.TrySetResult();
    }

    private void OnLine(string line)
    {
        if (_uncaught.Task.IsCompleted)
            return;
        if (TestEvent.Parse(line) is { } read)
        {
            // The runner catches what no test catches, an exception on a thread of its own; by itself the process would have ended.
            if (read.Kind == "error")
                _uncaught.TrySetResult(Crash.Uncaught(read.Texts("ExceptionTypes"), read.Texts("Messages"), read.Texts("StackTraces")));
            log.Read(read);
            watch.Progressed();
        }
        else
        {
            Count(line);
        }
    }

    private void OnError(string line)
    {
        _errors.Add(line);
        if (Crash.Begins(line))
            watch.Dying();
        Count(line);
    }

    private void Count(string line)
    {
        watch.Printed();
        if (Interlocked.Add(ref _printed, line.Length + 1) > MostOutput)
            _flooded.TrySetResult();
    }

    private async Task<string> CrashMessage(Process process)
    {
        // Both streams are closed, so the process is at its end or has let go of them; a second is plenty.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            return "The test process closed its output and went on running.";
        }

        return Crash.Describe(process.ExitCode, _errors.Text);
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit(TimeSpan.FromSeconds(5));
        }
        catch (InvalidOperationException)
        {
            // It has ended already.
        }
    }
}
