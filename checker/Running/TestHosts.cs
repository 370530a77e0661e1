using TrainingCamp.Checker.Compiling;

namespace TrainingCamp.Checker.Running;

/// <summary>Gives out test hosts for a lesson, of which one may wait ready.</summary>
internal sealed class TestHosts(CompilerCall call) : IDisposable
{
    private readonly List<Task> _ending = [];
    private TestHost? _ready;

    /// <summary>The lesson's assembly.</summary>
    public string Assembly => call.Output;

    /// <summary>Ends when all hosts that have run have ended: the files they used may be written then.</summary>
    public Task Ended => Task.WhenAll(_ending);

    /// <summary>Starts a host for the next run, unless one waits already.</summary>
    public void Prepare()
    {
        if (_ready is { Process.HasExited: true })
            End(Take());
        _ready ??= new TestHost(call);
    }

    /// <summary>The waiting host, or a new one. To be given back to <see cref="End"/>.</summary>
    public TestHost Take()
    {
        var host = _ready ?? new TestHost(call);
        _ready = null;
        return host;
    }

    /// <summary>Ends a host without waiting for it.</summary>
    public void End(TestHost host)
    {
        _ending.RemoveAll(task => task.IsCompleted);
        _ending.Add(Task.Run(host.Dispose));
    }

    /// <summary>Ends all of them, and waits until they are gone.</summary>
    public void Dispose()
    {
        _ready?.Dispose();
        _ready = null;
        Task.WaitAll(_ending);
    }
}
