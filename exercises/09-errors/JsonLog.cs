using Serilog.Events;
using Serilog.Formatting;

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
    /// <summary>Writes one event.</summary>
    // TODO 1: a JSON writer or a dictionary: the fields that are always there, then those that may be missing.
    // TODO 2: turn a property's value into JSON; sequences, structures and dictionaries contain values themselves.
    // TODO 3: write the line and its end.
    public void Format(LogEvent logEvent, TextWriter output) =>
        throw new NotImplementedException("JsonLog.Format: write the event as one line of JSON.");
}
