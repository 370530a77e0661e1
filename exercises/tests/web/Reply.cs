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

    internal static async Task<Reply> ReadRaw(int port, byte[] request, bool withBody)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync("127.0.0.1", port);
        var stream = tcp.GetStream();
        await stream.WriteAsync(request);
        // A character for each byte, so that lengths count the same.
        using var reader = new StreamReader(stream, Encoding.Latin1);
        var first = (await reader.ReadLineAsync() ?? "").Split(' ', 3);
        var headers = new List<(string Name, string Value)>();
        while (await reader.ReadLineAsync() is { Length: > 0 } line)
            headers.Add((line[..line.IndexOf(':')], line[(line.IndexOf(':') + 1)..].Trim()));
        var body = withBody ? await RawBody(reader, headers.Find(header => header.Name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)).Value) : "";
        return new(int.Parse(first.ElementAtOrDefault(1) ?? "0"), first.ElementAtOrDefault(2) ?? "", headers, Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(body)));
    }

    // Its length stands in the head, or it comes in chunks: each behind its size in hexadecimal, an empty one at the end.
    private static async Task<string> RawBody(StreamReader reader, string? length)
    {
        if (length is not null)
            return await Block(reader, int.Parse(length));
        var body = new StringBuilder();
        while (await reader.ReadLineAsync() is { Length: > 0 } size && Convert.ToInt32(size, 16) is > 0 and var chunk)
        {
            body.Append(await Block(reader, chunk));
            await reader.ReadLineAsync();
        }

        return body.ToString();
    }

    private static async Task<string> Block(StreamReader reader, int length)
    {
        var block = new char[length];
        return new string(block, 0, await reader.ReadBlockAsync(block));
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
