// Mistake: returns the builder before it has made the string.
// Rejected by: PooledBuilderTests.A_text_inside_a_text_has_a_builder_of_its_own
using System.Text;
using Microsoft.Extensions.ObjectPool;

namespace Camp.Memory;

/// <summary>Builds texts with <see cref="StringBuilder"/>s that are used again. Go: a <c>sync.Pool</c> of <c>bytes.Buffer</c>.</summary>
public sealed class PooledBuilder
{
    private readonly ObjectPool<StringBuilder> _pool;

    public PooledBuilder(int keep, int maximum)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(keep, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximum, 16);
        _pool = new DefaultObjectPool<StringBuilder>(new Policy(maximum), keep);
    }

    public string Build<TState>(TState state, Action<StringBuilder, TState> write)
    {
        var builder = _pool.Get();
        _pool.Return(builder);
        write(builder, state);
        var text = builder.ToString();
        builder.Clear();
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
