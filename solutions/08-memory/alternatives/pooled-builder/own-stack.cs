// Alternative: no ObjectPool, but a stack under a lock.
using System.Text;

namespace Camp.Memory;

/// <summary>Builds texts with <see cref="StringBuilder"/>s that are used again. Go: a <c>sync.Pool</c> of <c>bytes.Buffer</c>.</summary>
public sealed class PooledBuilder
{
    private readonly Stack<StringBuilder> _stack;
    private readonly (int Keep, int Maximum) _limits;

    public PooledBuilder(int keep, int maximum)
    {
        if (keep < 1 || maximum < 16)
            throw new ArgumentOutOfRangeException(nameof(keep), "keep at least 1, of at least 16 characters");
        (_limits, _stack) = ((keep, maximum), new(keep));
    }

    public string Build<TState>(TState state, Action<StringBuilder, TState> write)
    {
        StringBuilder? builder;
        lock (_stack)
        {
            if (!_stack.TryPop(out builder))
                builder = new StringBuilder(16, int.MaxValue);
        }

        try
        {
            write(builder, state);
            return builder.Length == 0 ? "" : builder.ToString();
        }
        finally
        {
            if (builder.Capacity <= _limits.Maximum)
            {
                builder.Length = 0;
                lock (_stack)
                {
                    if (_stack.Count < _limits.Keep)
                        _stack.Push(builder);
                }
            }
        }
    }
}
