using System.Net.Sockets;
using System.Text;

namespace Camp.Testing;

/// <summary>What came back over the wire, and how the request ended inside the server.</summary>
public sealed record Reply(int Status, string Reason, IReadOnlyList<(string Name, string Value)> Headers, string Body)
{
    // How the bytes are framed, and when, is the server's business.
    private static readonly string[] Unsteady = ["connection", "content-length", "date", "server", "transfer-encoding"];

    /// <summary>The exception that left the outermost component, or null.</summary>
    public Exception? Thrown { get; init; }

    /// <summary>All values of a header, in order; a line with several values counts as several.</summary>
    public string[] Values(string name) =>
    [
        .. Headers.Where(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            .SelectMany(header => Listed(header.Value)),
    ];

    /// <summary>The answer as text for a snapshot, without what differs from run to run.</summary>
    public string Transcript()
    {
        // Upper and lower case mean nothing in a header's name, and two lines mean the same as one with a comma.
        var lines = Headers.GroupBy(header => header.Name.ToLowerInvariant(), header => header.Value)
            .Where(header => !Unsteady.Contains(header.Key))
            .OrderBy(header => header.Key, StringComparer.Ordinal)
            .Select(header => $"< {header.Key}: {string.Join(", ", header.SelectMany(Listed))}\n");
        return $"< {Status} {Reason}\n{string.Concat(lines)}{(Body == "" ? "" : $"<\n{Body}\n")}";
    }

    private static string[] Listed(string value) => value.Split(',', StringSplitOptions.TrimEntries);

    internal static async Task<Reply> Read(HttpClient client, HttpRequestMessage request)
    {
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var headers = new List<(string, string)>();
        foreach (var (name, values) in response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated))
            headers.AddRange(values.Select(value => (name, value)));
        return new((int)response.StatusCode, response.ReasonPhrase ?? "", headers, await BodyOf(response));
    }

    internal static async Task<Reply> ReadHead(int port, string request)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync("127.0.0.1", port);
        var stream = tcp.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(request));
        using var reader = new StreamReader(stream);
        var first = (await reader.ReadLineAsync() ?? "").Split(' ', 3);
        var headers = new List<(string, string)>();
        while (await reader.ReadLineAsync() is { Length: > 0 } line)
            headers.Add((line[..line.IndexOf(':')], line[(line.IndexOf(':') + 1)..].Trim()));
        return new(int.Parse(first.ElementAtOrDefault(1) ?? "0"), first.ElementAtOrDefault(2) ?? "", headers, "");
    }

    // A handler that throws in the middle of its answer breaks the connection; the test looks at Thrown then.
    private static async Task<string> BodyOf(HttpResponseMessage response)
    {
        try
        {
            return await response.Content.ReadAsStringAsync();
        }
        catch (HttpRequestException)
        {
            return "(cut off)";
        }
    }
}
