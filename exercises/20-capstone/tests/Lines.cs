using System.Collections.Concurrent;
using Serilog.Core;
using Serilog.Events;

namespace Camp.Capstone.Tests;

/// <summary>Keeps what the service logs. A stub's exception ends there too, wherever it was thrown.</summary>
internal sealed class Lines : ILogEventSink
{
    private readonly ConcurrentQueue<LogEvent> _events = new();
    private readonly TaskCompletionSource _todo = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Fails when something was called that is not implemented yet.</summary>
    public Task Todo => _todo.Task;

    public IReadOnlyList<LogEvent> Events => [.. _events];

    /// <summary>The lines of the request log.</summary>
    public IReadOnlyList<LogEvent> Requests => [.. _events.Where(line => line.Properties.ContainsKey("Elapsed"))];

    public void Emit(LogEvent logEvent)
    {
        if (logEvent.Exception is NotImplementedException todo)
            _todo.TrySetException(todo);
        _events.Enqueue(logEvent);
    }
}
