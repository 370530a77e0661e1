using System.Text;
using Camp.Testing;

namespace Camp.Server.Tests;

/// <summary>Reads server-sent events as a browser does: lines up to an empty one are one event.</summary>
public sealed class EventReader(Stream stream) : IDisposable
{
    private readonly StreamReader _reader = new(stream, Encoding.UTF8);

    /// <summary>The data of the next event; null at the end of the answer.</summary>
    public Task<string?> Next() => Patience.Ends(Read(), "the next event");

    /// <summary>All that is left.</summary>
    public async Task<List<string>> Rest()
    {
        var events = new List<string>();
        while (await Next() is { } data)
            events.Add(data);
        return events;
    }

    public void Dispose() => _reader.Dispose();

    private async Task<string?> Read()
    {
        var data = new List<string>();
        while (await _reader.ReadLineAsync() is { } line)
        {
            if (line == "" && data.Count > 0)
                return string.Join('\n', data);
            // A browser drops one space after the colon, and every other field or comment does not matter here.
            if (line.StartsWith("data:", StringComparison.Ordinal))
                data.Add(line.StartsWith("data: ", StringComparison.Ordinal) ? line[6..] : line[5..]);
            else if (line == "data")
                data.Add("");
        }

        return null;
    }
}
