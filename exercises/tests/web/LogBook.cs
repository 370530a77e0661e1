using System.Collections.Concurrent;

namespace Camp.Testing;

/// <summary>Keeps log entries in memory, each with its properties and those of the scopes that were open.</summary>
public sealed class LogBook : ILoggerProvider
{
    private readonly ConcurrentQueue<LogEntry> _entries = new();
    private readonly AsyncLocal<Scope?> _scope = new();
    private readonly ILoggerFactory _factory;

    public LogBook() =>
        _factory = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(this));

    /// <summary>What was logged, in order.</summary>
    public IReadOnlyList<LogEntry> Entries => [.. _entries];

    /// <summary>A logger that writes here.</summary>
    public ILogger<T> For<T>() => _factory.CreateLogger<T>();

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Writer(this);

    /// <inheritdoc/>
    public void Dispose() { }

    // A scope that was closed counts no more, even for work that was started inside it and goes on.
    private Dictionary<string, object?> OpenScopes()
    {
        var found = new Dictionary<string, object?>();
        for (var scope = _scope.Value; scope is not null; scope = scope.Outer)
        {
            if (!scope.Closed && scope.State is IEnumerable<KeyValuePair<string, object?>> pairs)
                foreach (var (name, value) in pairs)
                    found.TryAdd(name, value);
        }
        return found;
    }

    private sealed class Writer(LogBook book) : ILogger
    {
        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable BeginScope<TState>(TState state)
            where TState : notnull => book._scope.Value = new Scope(book, state, book._scope.Value);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            var properties = new Dictionary<string, object?>();
            foreach (var (name, value) in state as IEnumerable<KeyValuePair<string, object?>> ?? [])
                properties[name] = value;
            book._entries.Enqueue(new(logLevel, formatter(state, exception), properties, book.OpenScopes(), exception));
        }
    }

    private sealed class Scope(LogBook book, object state, Scope? outer) : IDisposable
    {
        // Whoever logs may run beside whoever closes.
        private volatile bool _closed;

        public object State => state;
        public Scope? Outer => outer;
        public bool Closed => _closed;

        public void Dispose()
        {
            _closed = true;
            book._scope.Value = outer;
        }
    }
}
