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
    // TODO 1: fields for the pool and the size.

    /// <param name="pool">Where the buffers come from: <see cref="ArrayPool{T}.Shared"/>, or the test's own.</param>
    /// <param name="bufferSize">At least 1; 81920 unless told, which is below the large object heap.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is less than 1.</exception>
    public CopyStream(ArrayPool<byte> pool, int bufferSize = 81920)
    {
        // TODO 2: refuse a size below 1; keep both.
        throw new NotImplementedException("CopyStream: check the size and keep it.");
    }

    /// <summary>Copies what is left in <paramref name="from"/> to <paramref name="to"/>.</summary>
    /// <param name="from">Read until its end.</param>
    /// <param name="to">Written to.</param>
    /// <param name="cancellation">Given to each read and write. If it is cancelled before the call, nothing is rented or read.</param>
    /// <returns>How many bytes were copied.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="Exception">What a stream threw, as it was thrown.</exception>
    // TODO 3: rent; read into it and write as much as was read, until a read gives 0.
    // TODO 4: return it on every way out, cleared.
    public ValueTask<long> CopyAsync(Stream from, Stream to, CancellationToken cancellation) =>
        throw new NotImplementedException("CopyStream.CopyAsync: rent, copy, return.");
}
