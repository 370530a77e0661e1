using System.Buffers;

namespace Camp.Memory;

/// <summary>Copies streams through a rented buffer. Go: <c>io.CopyBuffer</c>.</summary>
/// <remarks>
/// <para>One array of at least <c>bufferSize</c> bytes is rented for each call and returned once, on every way out, and not before the last read or write
/// with it has ended. Nothing of what was copied is left in it when it is returned.</para>
/// <para>What was read is written before the next read, and nothing else. Neither stream is flushed or closed.</para>
/// <para>When both streams complete their calls at once, copying allocates nothing. Any number of copies may run at once.</para>
/// </remarks>
public sealed class CopyStream
{
    private readonly ArrayPool<byte> _pool;
    private readonly int _bufferSize;

    /// <param name="pool">Where the buffers come from: <see cref="ArrayPool{T}.Shared"/>, or the test's own.</param>
    /// <param name="bufferSize">At least 1; 81920 unless told, which is below the large object heap.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is less than 1.</exception>
    public CopyStream(ArrayPool<byte> pool, int bufferSize = 81920)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bufferSize, 1);
        (_pool, _bufferSize) = (pool, bufferSize);
    }

    /// <summary>Copies what is left in <paramref name="from"/> to <paramref name="to"/>.</summary>
    /// <param name="from">Read until its end.</param>
    /// <param name="to">Written to.</param>
    /// <param name="cancellation">Given to each read and write. If it is cancelled before the call, nothing is rented or read.</param>
    /// <returns>How many bytes were copied.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="Exception">What a stream threw, as it was thrown.</exception>
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

            return copied;
        }
        finally
        {
            // The next one who rents it may be anybody.
            _pool.Return(buffer, clearArray: true);
        }
    }
}
