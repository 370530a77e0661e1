using Camp.Testing;

namespace Camp.Server.Tests;

/// <summary>A connection that takes nothing until the gate opens, and then everything.</summary>
public sealed class SlowStream(Gate gate) : Stream
{
    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => gate.Pass();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        await gate.Pass();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => gate.Pass();

    public override void Flush() => throw new InvalidOperationException("Synchronous operations are disallowed. Call FlushAsync instead.");

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new InvalidOperationException("Synchronous operations are disallowed. Call WriteAsync instead.");

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
}
