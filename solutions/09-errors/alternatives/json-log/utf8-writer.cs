// Alternative: a JSON writer, field by field, and the values by recursion.
using System.Buffers;
using System.Globalization;
using System.Text;
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
    private static readonly MessageTemplateTextFormatter Message = new("{Message:lj}", CultureInfo.InvariantCulture);

    /// <summary>Writes one event.</summary>
    public void Format(LogEvent logEvent, TextWriter output)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("message", MessageOf(logEvent));
            json.WriteString("level", LevelName(logEvent.Level));
            json.WriteString("timestamp", logEvent.Timestamp.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture));
            if (logEvent.Exception is not null)
                json.WriteString("exception", logEvent.Exception.ToString());
            if (logEvent.TraceId is not null)
                json.WriteString("trace_id", logEvent.TraceId.ToString());
            json.WriteStartObject("properties");
            foreach (var (name, value) in logEvent.Properties)
                Write(json, name, value);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        output.Write(Encoding.UTF8.GetString(bytes.WrittenSpan));
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

    private static void Write(Utf8JsonWriter json, string name, LogEventPropertyValue value)
    {
        json.WritePropertyName(name);
        Write(json, value);
    }

    private static void Write(Utf8JsonWriter json, LogEventPropertyValue value)
    {
        switch (value)
        {
            case ScalarValue scalar:
                JsonSerializer.Serialize(json, Plain(scalar.Value));
                break;
            case SequenceValue sequence:
                json.WriteStartArray();
                foreach (var element in sequence.Elements)
                    Write(json, element);
                json.WriteEndArray();
                break;
            case StructureValue structure:
                json.WriteStartObject();
                foreach (var property in structure.Properties)
                    Write(json, property.Name, property.Value);
                json.WriteEndObject();
                break;
            case DictionaryValue dictionary:
                json.WriteStartObject();
                foreach (var (key, element) in dictionary.Elements)
                    Write(json, Convert.ToString(key.Value, CultureInfo.InvariantCulture) ?? "", element);
                json.WriteEndObject();
                break;
        }
    }

    private static object? Plain(object? value) => Type.GetTypeCode(value?.GetType()) switch
    {
        _ when value is null or Enum => value?.ToString(),
        TypeCode.Double or TypeCode.Single when !double.IsFinite(Convert.ToDouble(value, CultureInfo.InvariantCulture)) => value.ToString(),
        >= TypeCode.SByte and <= TypeCode.Decimal or TypeCode.Boolean => value,
        _ => value.ToString(),
    };
}
