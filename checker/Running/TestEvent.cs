using System.Text.Json;
using System.Text.RegularExpressions;

namespace TrainingCamp.Checker.Running;

/// <summary>A line of the JSON that an xunit v3 executable prints with -reporter json. (With -automated it swallows what the trainee prints.)</summary>
/// <param name="Kind">"test-starting", "test-passed", "test-failed", "test-assembly-finished", …</param>
internal sealed partial record TestEvent(string Kind, JsonElement Data)
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
            using var document = JsonDocument.Parse(Escaped(line[start..]));
            var data = document.RootElement.Clone();
            return new TestEvent(data.GetProperty("$type").GetString() ?? "", data);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // xunit writes control characters of a message as they are, which JSON forbids.
    private static string Escaped(string json) => ControlCharacter().Replace(json, found => $"\\u{(int)found.Value[0]:x4}");

    [GeneratedRegex("[\\x00-\\x1f]")]
    private static partial Regex ControlCharacter();

    public string Text(string name) => Data.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";

    public IReadOnlyList<string> Texts(string name) =>
        Data.TryGetProperty(name, out var value) ? [.. value.EnumerateArray().Select(item => item.GetString() ?? "")] : [];
}
