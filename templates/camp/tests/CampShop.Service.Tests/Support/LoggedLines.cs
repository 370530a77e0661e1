using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace Camp.Service.Tests.Support;

/// <summary>Keeps each line as the console gets it.</summary>
internal sealed class LoggedLines : ILogEventSink
{
    private readonly CompactJsonFormatter _formatter = new();
    private readonly ConcurrentQueue<string> _lines = new();

    public string Text => string.Join('\n', _lines);

    public IEnumerable<JsonNode> Lines => _lines.Select(line => JsonNode.Parse(line)!);

    public IEnumerable<JsonNode> Of(string traceId) => Lines.Where(line => (string?)line["@tr"] == traceId);

    public void Emit(LogEvent logEvent)
    {
        using var line = new StringWriter();
        _formatter.Format(logEvent, line);
        _lines.Enqueue(line.ToString().Trim());
    }
}
