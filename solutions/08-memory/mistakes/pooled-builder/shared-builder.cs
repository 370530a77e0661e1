// Mistake: one builder for all.
// Rejected by: PooledBuilderTests.A_text_inside_a_text_has_a_builder_of_its_own
using System.Text;
using Microsoft.Extensions.ObjectPool;

namespace Camp.Memory;

/// <summary>Builds texts with <see cref="StringBuilder"/>s that are used again. Go: a <c>sync.Pool</c> of <c>bytes.Buffer</c>.</summary>
public sealed class PooledBuilder
{
    private readonly ObjectPool<StringBuilder> _pool;
    private StringBuilder? _one;

    public PooledBuilder(int keep, int maximum)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(keep, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximum, 16);
        _pool = new DefaultObjectPool<StringBuilder>(new Policy(maximum), keep);
    }

    public string Build<TState>(TState state, Action<StringBuilder, TState> write)
    {
        _one ??= _pool.Get();
        _one.Clear();
        write(_one, state);
        return _one.ToString();
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
