// Mistake: flushes: on a network stream that is a packet for each copy.
// Rejected by: CopyStreamTests.The_streams_are_neither_flushed_nor_closed
using System.Buffers;

namespace Camp.Memory;

/// <summary>Copies streams through a rented buffer. Go: <c>io.CopyBuffer</c>.</summary>
public sealed class CopyStream
{
    private readonly ArrayPool<byte> _pool;
    private readonly int _bufferSize;

    public CopyStream(ArrayPool<byte> pool, int bufferSize = 81920)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bufferSize, 1);
        (_pool, _bufferSize) = (pool, bufferSize);
    }

    public async ValueTask<long> CopyAsync(Stream from, Stream to, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var buffer = _pool.Rent(_bufferSize);
        try
        {
            var copied = 0L;
            // A stream may give less than was asked for; only 0 is the end.
            while (await from.ReadAsync(buffer, cancellation) is var read and > 0)
            {
                await to.WriteAsync(buffer.AsMemory(0, read), cancellation);
                copied += read;
            }

            await to.FlushAsync(cancellation);
            return copied;
        }
        finally
        {
            // The next one who rents it may be anybody.
            _pool.Return(buffer, clearArray: true);
        }
    }
}
