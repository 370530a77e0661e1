namespace Camp.Memory.Tests;

/// <summary>A stream that reads and writes as the test says, and remembers what was asked of it.</summary>
public sealed class ScriptedStream(byte[]? content = null) : Stream
{
    private readonly MemoryStream _written = new();
    private int _position;

    public List<string>? Log { get; init; }

    /// <summary>The most bytes that one read gives.</summary>
    public int Piece { get; init; } = int.MaxValue;

    /// <summary>Runs before each read; may fail or take its time.</summary>
    public Func<CancellationToken, Task>? OnRead { get; set; }

    /// <summary>Runs before each write.</summary>
    public Func<CancellationToken, Task>? OnWrite { get; set; }

    public CancellationToken LastToken { get; private set; }

    public int Reads { get; private set; }

    public bool Touched { get; private set; }

    public byte[] Written => _written.ToArray();

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        (LastToken, Reads) = (cancellationToken, Reads + 1);
        if (OnRead is not null)
            await OnRead(cancellationToken);
        var count = Math.Min(Math.Min(buffer.Length, Piece), content!.Length - _position);
        content.AsSpan(_position, count).CopyTo(buffer.Span);
        _position += count;
        Log?.Add($"read {count}");
        return count;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        LastToken = cancellationToken;
        if (OnWrite is not null)
            await OnWrite(cancellationToken);
        _written.Write(buffer.Span);
        Log?.Add($"wrote {buffer.Length}");
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read blocks a thread; use ReadAsync.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Write blocks a thread; use WriteAsync.");

    public override void Flush() => Touched = true;

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        Touched = true;
        base.Dispose(disposing);
    }
}
