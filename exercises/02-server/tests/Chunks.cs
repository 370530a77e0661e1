using System.Net;

namespace Camp.Server.Tests;

/// <summary>A JSON body of unknown length, sent when and as the test likes.</summary>
public sealed class Chunks : HttpContent
{
    private readonly Func<Stream, Task> _write;

    public Chunks(Func<Stream, Task> write)
    {
        _write = write;
        Headers.ContentType = new("application/json");
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => _write(stream);

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
