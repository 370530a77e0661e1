using System.Text;
using Microsoft.Extensions.ObjectPool;

namespace Camp.Memory;

/// <summary>Builds texts with <see cref="StringBuilder"/>s that are used again. Go: a <c>sync.Pool</c> of <c>bytes.Buffer</c>.</summary>
/// <remarks>
/// <para>At most <c>keep</c> builders are kept, and none whose capacity is greater than <c>maximum</c>: one giant text must not cost memory for
/// ever. Each text begins with an empty builder, also after a text that failed.</para>
/// <para>A text that fits into a kept builder costs its string, and nothing else is allocated. Any number of threads may build at once, and a text may be
/// built while another is being built; each has a builder of its own.</para>
/// </remarks>
public sealed class PooledBuilder
{
    private readonly ObjectPool<StringBuilder> _pool;

    /// <param name="keep">How many builders are kept at most; at least 1.</param>
    /// <param name="maximum">The greatest capacity, in characters, that is kept; at least 16.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public PooledBuilder(int keep, int maximum)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(keep, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximum, 16);
        _pool = new DefaultObjectPool<StringBuilder>(new Policy(maximum), keep);
    }

    /// <summary>Builds one text.</summary>
    /// <param name="state">Handed to <paramref name="write"/>, so that it need not capture anything: a lambda that does is an allocation.</param>
    /// <param name="write">Writes the text. It does not keep the builder.</param>
    /// <returns>The text.</returns>
    /// <exception cref="Exception">What <paramref name="write"/> threw, as it was thrown; its builder is used again like any other.</exception>
    public string Build<TState>(TState state, Action<StringBuilder, TState> write)
    {
        var builder = _pool.Get();
        try
        {
            write(builder, state);
            return builder.ToString();
        }
        finally
        {
            _pool.Return(builder);
        }
    }

    private sealed class Policy(int maximum) : PooledObjectPolicy<StringBuilder>
    {
        public override StringBuilder Create() => new();

        public override bool Return(StringBuilder builder)
        {
            // False: it is left to the garbage collector.
            if (builder.Capacity > maximum)
                return false;
            builder.Clear();
            return true;
        }
    }
}
