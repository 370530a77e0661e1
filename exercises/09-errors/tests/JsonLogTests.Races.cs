using System.Text.Json;
using Camp.Testing;
using Serilog.Events;
using Serilog.Parsing;

namespace Camp.Errors.Tests;

/// <summary>Small situations; every <c>camp check</c> runs each of them in many orders.</summary>
public static class JsonLogRaces
{
    public static async Task Two_events_are_formatted_at_once()
    {
        var formatter = new JsonLog();
        string[] names = ["Ann", "Bob"];
        var messages = await Task.WhenAll(names.Select(name => Task.Run(() => Message(formatter, name))));
        Expect.Sequence(names, messages, "The messages of two events", "One line of JSON");
    }

    private static string? Message(JsonLog formatter, string name)
    {
        using var text = new StringWriter();
        var said = new LogEventProperty("Name", new ScalarValue(name));
        formatter.Format(new(DateTimeOffset.UnixEpoch, LogEventLevel.Information, null, new MessageTemplateParser().Parse("{Name}"), [said]), text);
        using var line = JsonDocument.Parse(text.ToString());
        return line.RootElement.GetProperty("message").GetString();
    }
}
