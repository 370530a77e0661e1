using System.Text.Json;

namespace TrainingCamp.Checker.Running;

/// <summary>A line of the JSON that an xunit v3 executable prints with -reporter json. (With -automated it swallows what the trainee prints.)</summary>
/// <param name="Kind">"test-starting", "test-passed", "test-failed", "test-assembly-finished", …</param>
internal sealed record TestEvent(string Kind, JsonElement Data)
{
    private const string Prefix = "{\"$type\":\"";

    /// <summary>Reads a line, or returns null when it is the trainee's own output.</summary>
    public static TestEvent? Parse(string line)
    {
        // Output written without a line end stands in front of the next event.
        var start = line.IndexOf(Prefix, StringComparison.Ordinal);
        if (start < 0)
            return null;
        try
        {
            using var document = JsonDocument.Parse(line[start..]);
            var data = document.RootElement.Clone();
            return new TestEvent(data.GetProperty("$type").GetString() ?? "", data);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public string Text(string name) => Data.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";

    public IReadOnlyList<string> Texts(string name) =>
        Data.TryGetProperty(name, out var value) ? [.. value.EnumerateArray().Select(item => item.GetString() ?? "")] : [];
}
