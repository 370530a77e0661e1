// Mistake: reuses one buffer for all threads.
// Rejected by: JsonLogRaces.Two_events_are_formatted_at_once
// Explored: race
using System.Globalization;
using System.Text.Json;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Display;

namespace Camp.Errors;

/// <summary>Writes a log event as one line of JSON, for Serilog. Go: <c>slog.NewJSONHandler</c>.</summary>
/// <remarks>
/// A line is one JSON object, ended by <c>\n</c>, whatever the event's texts contain: line breaks (U+0085, U+2028 and U+2029
/// too, which some readers split at), quotes, control characters, half of a surrogate pair. Its fields:
/// <c>timestamp</c>: ISO 8601 in UTC, with seven decimals and a <c>Z</c>, in every culture: <c>2026-11-24T09:05:00.1234567Z</c>;
/// <c>level</c>: <c>trace</c> (Serilog's Verbose), <c>debug</c>, <c>info</c>, <c>warn</c>, <c>error</c> or <c>fatal</c>;
/// <c>message</c>: the template with its values filled in, text without quotes around it, numbers as in the invariant culture;
/// <c>trace_id</c>: the event's trace id, 32 hex digits; no such field when it has none;
/// <c>exception</c>: all of it, as <see cref="Exception.ToString"/> tells it; no such field when there is none;
/// <c>properties</c>: an object with the event's properties by their names, also when it has none. Numbers and booleans stay what
/// they are, null is null, a sequence is an array, a structure or dictionary is an object; everything else, and a number
/// that JSON does not have (NaN), is text.
/// One formatter serves many threads at the same time.
/// </remarks>
public sealed class JsonLog : ITextFormatter
{
    private readonly StringWriter _buffer = new(CultureInfo.InvariantCulture);

    private static readonly MessageTemplateTextFormatter Message = new("{Message:lj}", CultureInfo.InvariantCulture);

    /// <summary>Writes one event.</summary>
    public void Format(LogEvent logEvent, TextWriter output)
    {
        var line = new Dictionary<string, object?>
        {
            ["timestamp"] = logEvent.Timestamp.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            ["level"] = LevelName(logEvent.Level),
            ["message"] = MessageOf(logEvent),
        };
        // A field that is missing is found faster than one that is empty: "trace_id exists" is a query in every log store.
        if (logEvent.TraceId is { } traceId)
            line["trace_id"] = traceId.ToHexString();
        if (logEvent.Exception is { } exception)
            line["exception"] = exception.ToString();
        line["properties"] = logEvent.Properties.ToDictionary(property => property.Key, property => Value(property.Value));
        // The serializer escapes whatever is not plain ASCII, line breaks of all kinds included. \n is the end on every system.
        output.Write(JsonSerializer.Serialize(line) + "\n");
    }

    private static string LevelName(LogEventLevel level) => level switch
    {
        LogEventLevel.Verbose => "trace",
        LogEventLevel.Information => "info",
        LogEventLevel.Warning => "warn",
        _ => level.ToString().ToLowerInvariant(),
    };

    private string MessageOf(LogEvent logEvent)
    {
        _buffer.GetStringBuilder().Clear();
        Message.Format(logEvent, _buffer);
        return _buffer.ToString();
    }

    private static object? Value(LogEventPropertyValue value) => value switch
    {
        ScalarValue scalar => Scalar(scalar.Value),
        SequenceValue sequence => sequence.Elements.Select(Value),
        StructureValue structure => Fields(structure.Properties.Select(p => (p.Name, p.Value))),
        DictionaryValue dictionary => Fields(dictionary.Elements.Select(p => (Text(p.Key.Value) ?? "null", p.Value))),
        _ => value.ToString(),
    };

    // Two of one name are possible in a structure, and the last one counts.
    private static Dictionary<string, object?> Fields(IEnumerable<(string Name, LogEventPropertyValue Value)> fields)
    {
        var found = new Dictionary<string, object?>();
        foreach (var (name, value) in fields)
            found[name] = Value(value);
        return found;
    }

    private static object? Scalar(object? value) => value switch
    {
        double number => double.IsFinite(number) ? number : Text(number),
        float number => float.IsFinite(number) ? number : Text(number),
        null or bool or byte or sbyte or short or ushort or int or uint or long or ulong or decimal => value,
        _ => Text(value),
    };

    private static string? Text(object? value) => value switch
    {
        DateTime or DateTimeOffset => ((IFormattable)value).ToString("O", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
