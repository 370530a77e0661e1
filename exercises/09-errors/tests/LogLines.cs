using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using Camp.Testing;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;

namespace Camp.Errors.Tests;

/// <summary>A log that is written by the formatter under test, and read back as JSON, line by line.</summary>
public sealed class LogLines : ILogEventSink
{
    private readonly ITextFormatter _formatter = new JsonLog();
    private readonly ConcurrentQueue<string> _texts = new();
    private ExceptionDispatchInfo? _failure;

    public LogLines() =>
        Logger = new LoggerConfiguration().MinimumLevel.Verbose().Enrich.FromLogContext().WriteTo.Sink(this).CreateLogger();

    /// <summary>Writes here.</summary>
    public Serilog.ILogger Logger { get; }

    /// <summary>Everything that was written, split where a reader of lines would split it. Each line is an object of JSON.</summary>
    public IReadOnlyList<JsonElement> Lines
    {
        get
        {
            _failure?.Throw();
            return [.. _texts.SelectMany(Parsed)];
        }
    }

    // Serilog swallows what a sink throws: a log must not break what it reports on. A test wants to know.
    public void Emit(LogEvent logEvent)
    {
        try
        {
            _texts.Enqueue(Format(_formatter, logEvent));
        }
        catch (Exception failure)
        {
            _failure ??= ExceptionDispatchInfo.Capture(failure);
        }
    }

    /// <summary>The line for one event.</summary>
    public static JsonElement Line(LogEvent logEvent) => Parsed(Format(new JsonLog(), logEvent)).Single();

    private static string Format(ITextFormatter formatter, LogEvent logEvent)
    {
        // A writer for another system's line ends: the formatter must not depend on it.
        using var text = new StringWriter { NewLine = "\r\n" };
        formatter.Format(logEvent, text);
        return text.ToString();
    }

    private static IEnumerable<JsonElement> Parsed(string text)
    {
        Expect.True(text.EndsWith('\n') && !text.EndsWith("\r\n", StringComparison.Ordinal), $"A line ends with \\n, this one does not: {text}", "One line of JSON");
        var lines = text[..^1].Split('\n', '\r', '\u0085', '\u2028', '\u2029');
        Expect.True(lines.Length == 1, $"One event is {lines.Length} lines: {text}", "One line of JSON");
        return lines.Select(Parse);
    }

    private static JsonElement Parse(string line)
    {
        try
        {
            var root = JsonDocument.Parse(line, new() { AllowDuplicateProperties = false }).RootElement;
            Expect.Equal(JsonValueKind.Object, root.ValueKind, "What a line is", "One line of JSON");
            return root;
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            Expect.True(false, $"A line is no JSON ({error.Message}): {line}", "One line of JSON");
            throw;
        }
    }
}
