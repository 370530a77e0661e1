namespace Camp.Middleware.Tests;

/// <summary>An outer component that counts how often the components inside read the request's body.</summary>
public sealed class WatchedBody
{
    private int _reads;

    /// <summary>Reads so far.</summary>
    public int Reads => _reads;

    /// <summary>Puts itself between the body and the next component.</summary>
    public RequestDelegate Watch(RequestDelegate next) => context =>
    {
        context.Request.Body = new CountedStream(context.Request.Body, () => Interlocked.Increment(ref _reads));
        return next(context);
    };

    private sealed class CountedStream(Stream inner, Action read) : Stream
    {
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            read();
            return inner.Read(buffer, offset, count);
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            read();
            return inner.ReadAsync(buffer, cancellationToken);
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken token) =>
            ReadAsync(buffer.AsMemory(offset, count), token).AsTask();

        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
