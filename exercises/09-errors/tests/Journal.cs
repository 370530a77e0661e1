using System.Collections.Concurrent;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Extensions.Logging;

namespace Camp.Errors.Tests;

/// <summary>Keeps log events in memory, as Serilog has them: level, exception, properties, trace id.</summary>
public sealed class Journal : ILogEventSink
{
    private readonly ConcurrentQueue<LogEvent> _events = new();
    private readonly SerilogLoggerFactory _factory;

    public Journal() => _factory = new SerilogLoggerFactory(
        new LoggerConfiguration().MinimumLevel.Verbose().Enrich.FromLogContext().WriteTo.Sink(this).CreateLogger());

    /// <summary>What was logged, in order.</summary>
    public IReadOnlyList<LogEvent> Events => [.. _events];

    /// <summary>A logger that writes here.</summary>
    public ILogger<T> For<T>() => _factory.CreateLogger<T>();

    /// <inheritdoc/>
    public void Emit(LogEvent logEvent) => _events.Enqueue(logEvent);

    /// <summary>An event's property as the code gave it; null when there is none of that name.</summary>
    public static object? Of(LogEvent logEvent, string name) =>
        logEvent.Properties.GetValueOrDefault(name) is ScalarValue scalar ? scalar.Value : null;
}
