// Mistake: a giant whose text failed is kept.
// Rejected by: PooledBuilderTests.A_giant_is_not_kept
using System.Text;
using Microsoft.Extensions.ObjectPool;

namespace Camp.Memory;

/// <summary>Builds texts with <see cref="StringBuilder"/>s that are used again. Go: a <c>sync.Pool</c> of <c>bytes.Buffer</c>.</summary>
public sealed class PooledBuilder
{
    private readonly ObjectPool<StringBuilder> _pool;
    private StringBuilder? _failed;

    public PooledBuilder(int keep, int maximum)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(keep, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximum, 16);
        _pool = new DefaultObjectPool<StringBuilder>(new Policy(maximum), keep);
    }

    public string Build<TState>(TState state, Action<StringBuilder, TState> write)
    {
        var builder = _failed ?? _pool.Get();
        _failed = null;
        try
        {
            write(builder, state);
        }
        catch
        {
            _failed = builder.Clear();
            throw;
        }

        var text = builder.ToString();
        _pool.Return(builder);
        return text;
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
