using System.Net;

namespace Camp.Context.Tests;

/// <summary>A request body that is never finished: when the gate opens, the client hangs up.</summary>
public sealed class LeavingContent(Task leave) : HttpContent
{
    /// <inheritdoc/>
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        // Sends the head of the request.
        await stream.FlushAsync();
        await leave;
        throw new IOException("The client has left.");
    }

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = 1_000;
        return true;
    }
}
