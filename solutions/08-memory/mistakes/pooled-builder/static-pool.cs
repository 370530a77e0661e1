// Mistake: all objects share one pool.
// Rejected by: PooledBuilderTests.Two_pools_have_their_own_builders
using System.Text;
using Microsoft.Extensions.ObjectPool;

namespace Camp.Memory;

/// <summary>Builds texts with <see cref="StringBuilder"/>s that are used again. Go: a <c>sync.Pool</c> of <c>bytes.Buffer</c>.</summary>
public sealed class PooledBuilder
{
    private static ObjectPool<StringBuilder> _pool = null!;

    public PooledBuilder(int keep, int maximum)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(keep, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximum, 16);
        _pool ??= new DefaultObjectPool<StringBuilder>(new Policy(maximum), keep);
    }

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
