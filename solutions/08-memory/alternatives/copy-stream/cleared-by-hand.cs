// Alternative: clears by hand what was used, and leaves the loop in its middle.
using System.Buffers;

namespace Camp.Memory;

/// <summary>Copies streams through a rented buffer. Go: <c>io.CopyBuffer</c>.</summary>
public sealed class CopyStream
{
    private readonly ArrayPool<byte> _pool;
    private readonly int _size;

    public CopyStream(ArrayPool<byte> pool, int bufferSize = 81920)
    {
        _size = bufferSize > 0 ? bufferSize : throw new ArgumentOutOfRangeException(nameof(bufferSize));
        _pool = pool;
    }

    public ValueTask<long> CopyAsync(Stream from, Stream to, CancellationToken cancellation) =>
        cancellation.IsCancellationRequested ? ValueTask.FromCanceled<long>(cancellation) : CopyThroughAsync(from, to, cancellation);

    private async ValueTask<long> CopyThroughAsync(Stream from, Stream to, CancellationToken cancellation)
    {
        var array = _pool.Rent(_size);
        var memory = array.AsMemory(0, _size);
        long sum = 0;
        try
        {
            while (true)
            {
                var read = await from.ReadAsync(memory, cancellation).ConfigureAwait(false);
                if (read == 0)
                    return sum;
                await to.WriteAsync(memory[..read], cancellation).ConfigureAwait(false);
                sum += read;
            }
        }
        finally
        {
            array.AsSpan().Clear();
            _pool.Return(array);
        }
    }
}
