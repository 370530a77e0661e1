// Alternative: nodes of JSON, one for each value.
using System.Globalization;
using System.Text.Json.Nodes;
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
    private static readonly MessageTemplateTextFormatter Message = new("{Message:lj}", CultureInfo.InvariantCulture);

    /// <summary>Writes one event.</summary>
    public void Format(LogEvent logEvent, TextWriter output)
    {
        var line = new JsonObject
        {
            ["timestamp"] = logEvent.Timestamp.UtcDateTime.ToString("o"),
            ["level"] = LevelName(logEvent.Level),
            ["message"] = MessageOf(logEvent),
            ["properties"] = new JsonObject(logEvent.Properties.Select(property => KeyValuePair.Create(property.Key, Node(property.Value)))),
        };
        if (logEvent.TraceId is { } traceId)
            line.Add("trace_id", traceId.ToHexString());
        if (logEvent.Exception is { } exception)
            line.Add("exception", exception.ToString());
        output.Write(line.ToJsonString());
        output.Write('\n');
    }

    private static string LevelName(LogEventLevel level) => level switch
    {
        LogEventLevel.Verbose => "trace",
        LogEventLevel.Information => "info",
        LogEventLevel.Warning => "warn",
        _ => level.ToString().ToLowerInvariant(),
    };

    private static string MessageOf(LogEvent logEvent)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        Message.Format(logEvent, text);
        return text.ToString();
    }

    private static JsonNode? Node(LogEventPropertyValue value) => value switch
    {
        SequenceValue sequence => new JsonArray([.. sequence.Elements.Select(Node)]),
        StructureValue structure => new JsonObject(structure.Properties.Select(p => KeyValuePair.Create(p.Name, Node(p.Value)))),
        DictionaryValue dictionary => new JsonObject(dictionary.Elements.Select(p => KeyValuePair.Create($"{p.Key.Value}", Node(p.Value)))),
        ScalarValue { Value: null } => null,
        ScalarValue { Value: bool truth } => truth,
        ScalarValue { Value: decimal number } => number,
        ScalarValue { Value: double or float } scalar => Number(Convert.ToDouble(scalar.Value, CultureInfo.InvariantCulture)),
        ScalarValue { Value: byte or sbyte or short or ushort or int or uint or long or ulong } scalar => Convert.ToDecimal(scalar.Value, CultureInfo.InvariantCulture),
        ScalarValue scalar => scalar.Value.ToString(),
        _ => value.ToString(),
    };

    private static JsonNode Number(double number) => double.IsFinite(number) ? number : number.ToString(CultureInfo.InvariantCulture);
}
