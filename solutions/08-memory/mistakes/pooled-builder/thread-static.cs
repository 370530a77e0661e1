// Mistake: one builder per thread: a text inside a text writes into it.
// Rejected by: PooledBuilderTests.A_text_inside_a_text_has_a_builder_of_its_own
using System.Text;
using Microsoft.Extensions.ObjectPool;

namespace Camp.Memory;

/// <summary>Builds texts with <see cref="StringBuilder"/>s that are used again. Go: a <c>sync.Pool</c> of <c>bytes.Buffer</c>.</summary>
public sealed class PooledBuilder
{
    [ThreadStatic]
    private static StringBuilder? t_builder;
    private readonly ObjectPool<StringBuilder> _pool;

    public PooledBuilder(int keep, int maximum)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(keep, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximum, 16);
        _pool = new DefaultObjectPool<StringBuilder>(new Policy(maximum), keep);
    }

    public string Build<TState>(TState state, Action<StringBuilder, TState> write)
    {
        var builder = (t_builder ??= _pool.Get()).Clear();
        write(builder, state);
        return builder.ToString();
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
