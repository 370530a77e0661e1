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
/// Runs a lesson's tests in a process of their own and watches it: the trainee's code may loop, block, crash, print or grow without
/// end, and none of it harms the checker.
/// </summary>
internal sealed class TestProcess(TestHosts hosts, TestLog log, HangWatch watch)
{
    /// <summary>Characters the trainee's code may print before it counts as flooding. Events of tests do not count.</summary>
    private const int MostOutput = 4 * 1024 * 1024;

    private const string OutOfMemory = "System.OutOfMemoryException";

    /// <summary>
    /// For the last words of a process that has ended. They are there at once, but on a busy machine it takes a while to read them; only a
    /// child that has left the group can hold them back for longer.
    /// </summary>
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(10);

    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _flooded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Head _errors = new();
    private int _printed;

    public async Task<RunResult> Run(IEnumerable<string> filters, CancellationToken cancellation)
    {
        await hosts.Ended;
        var host = hosts.Take();
        try
        {
            host.Run(hosts.Assembly, [.. filters]);
            return await Follow(host, cancellation);
        }
        finally
        {
            hosts.End(host);
        }
    }

    private async Task<RunResult> Follow(TestHost host, CancellationToken cancellation)
    {
        var process = host.Process;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var output = Listen(process.StandardOutput, OnLine, stop.Token);
        var errors = Listen(process.StandardError, OnError, stop.Token);
        var hung = watch.WaitForHang(process, log, stop.Token);
        var exited = Exited(host, Task.WhenAll(output, errors), stop.Token);
        var ended = await Task.WhenAny(_finished.Task, exited, hung, _flooded.Task, _broken.Task);
        cancellation.ThrowIfCancellationRequested();

        var result = _broken.Task.IsCompleted ? new RunResult(RunEnd.Crashed, await _broken.Task)
            : log.Finished ? new RunResult(RunEnd.Finished)
            : ended == hung ? new RunResult(RunEnd.Hung, await hung)
            : _flooded.Task.IsCompleted ? new RunResult(RunEnd.Flooded)
            : new RunResult(RunEnd.Crashed, Crash.Describe(process.ExitCode, _errors.Text));
        await stop.CancelAsync();
        return result;
    }

    private static async Task Exited(TestHost host, Task listening, CancellationToken cancellation)
    {
        await host.Process.WaitForExitAsync(cancellation);
        host.EndGroup();
        await Task.WhenAny(listening, Task.Delay(Drain, cancellation));
    }

    // Nobody reads on after a line that is too long, and the process would stand still before the full pipe: that is the end.
    private async Task Listen(StreamReader stream, Action<string> onLine, CancellationToken cancellation)
    {
        if (!await BoundedLines.Read(stream, MostOutput, onLine, watch.Printed, cancellation))
            _flooded.TrySetResult();
    }

    private void OnLine(string line)
    {
        if (_broken.Task.IsCompleted)
            return;
        if (TestEvent.Parse(line) is { } read)
        {
            watch.Progressed();
            if (Fatal(read) is { } message)
                _broken.TrySetResult(message);
            else
                log.Read(read);
            if (log.Finished)
                _finished.TrySetResult();
        }
        else
        {
            Count(line);
        }
    }

    // The host tells of an exception that leaves a thread, which ends the process. One that has run out of memory goes on, in no
    // state to judge anything.
    private static string? Fatal(TestEvent read) => read.Kind switch
    {
        "error" => Crash.Uncaught(read.Texts("ExceptionTypes"), read.Texts("Messages"), read.Texts("StackTraces")),
        "test-failed" when read.Texts("ExceptionTypes").Contains(OutOfMemory) => Crash.OutOfMemory,
        _ => null,
    };

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
}
