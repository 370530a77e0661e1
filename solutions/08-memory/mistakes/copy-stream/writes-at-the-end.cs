// Mistake: collects all and writes once: a large file is in memory as a whole.
// Rejected by: CopyStreamTests.What_was_read_is_written_before_the_next_read
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
            using var all = new MemoryStream();
            // A stream may give less than was asked for; only 0 is the end.
            while (await from.ReadAsync(buffer, cancellation) is var read and > 0)
            {
                all.Write(buffer, 0, read);
                copied += read;
            }

            if (copied > 0)
                await to.WriteAsync(all.ToArray(), cancellation);
            return copied;
        }
        finally
        {
            // The next one who rents it may be anybody.
            _pool.Return(buffer, clearArray: true);
        }
    }
}
