using System.Collections;

namespace Camp.Tasks.Tests;

/// <summary>The numbers from 0, which knows how many were taken and how many enumerators were disposed.</summary>
/// <param name="count">How many numbers there are.</param>
/// <param name="onTake">Called for each number as it is taken.</param>
public sealed class Source(int count, Action? onTake = null) : IEnumerable<long>
{
    private int _taken, _disposed;

    /// <summary>How many numbers were taken.</summary>
    public int Taken => Volatile.Read(ref _taken);

    /// <summary>How many enumerators were disposed.</summary>
    public int Disposed => Volatile.Read(ref _disposed);

    /// <inheritdoc/>
    public IEnumerator<long> GetEnumerator()
    {
        try
        {
            for (var number = 0; number < count; number++)
            {
                Interlocked.Increment(ref _taken);
                onTake?.Invoke();
                yield return number;
            }
        }
        finally
        {
            Interlocked.Increment(ref _disposed);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
