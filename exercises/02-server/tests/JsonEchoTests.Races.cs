using System.Text;
using System.Text.Json;
using Camp.Testing;

namespace Camp.Server.Tests;

/// <summary>Small situations; every <c>camp check</c> runs each of them in many orders.</summary>
public static class JsonEchoRaces
{
    public static async Task Two_notes_arrive_at_once()
    {
        await using var server = InProcess.PipelineOf(JsonEcho.Map);
        var authors = await Task.WhenAll(Task.Run(() => Echo("Ada")), Task.Run(() => Echo("Bob")));
        Expect.Sequence(["Ada", "Bob"], authors, "The authors of two notes that come back", "JSON in and out");

        async Task<string?> Echo(string author)
        {
            var note = Encoding.UTF8.GetBytes($$"""{"authorName":"{{author}}","bodyText":"Hi","starCount":5}""");
            var (_, body, _) = await server.Send("POST", "/echo", new InTwoParts(note));
            using var back = JsonDocument.Parse(body);
            return back.RootElement.GetProperty("authorName").GetString();
        }
    }

    /// <summary>A body that takes two reads: another request comes in between.</summary>
    private sealed class InTwoParts(byte[] body) : MemoryStream(body)
    {
        private int _reads;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(_reads++ == 0 ? buffer[..Math.Min(20, buffer.Length)] : buffer, cancellationToken);
    }
}
