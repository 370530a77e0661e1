using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Camp.Service.Observability;
using Serilog.Core;
using Serilog.Events;

namespace Camp.Service.Tests.Support;

/// <summary>Keeps each line as the console gets it.</summary>
internal sealed class LoggedLines : ILogEventSink
{
    private readonly ConcurrentQueue<string> _lines = new();

    public string Text => string.Join('\n', _lines);

    public IEnumerable<JsonNode> Lines => _lines.Select(line => JsonNode.Parse(line)!);

    public IEnumerable<JsonNode> Of(string traceId) => Lines.Where(line => (string?)line["@tr"] == traceId);

    public void Emit(LogEvent logEvent)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line))
        {
            JsonLine.Write(json, logEvent);
        }
        _lines.Enqueue(Encoding.UTF8.GetString(line.ToArray()));
    }
}
