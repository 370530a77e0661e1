using System.Text;

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
    // TODO 1: a field for an ObjectPool<StringBuilder>.

    /// <param name="keep">How many builders are kept at most; at least 1.</param>
    /// <param name="maximum">The greatest capacity, in characters, that is kept; at least 16.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public PooledBuilder(int keep, int maximum)
    {
        // TODO 2: refuse bad numbers; make a DefaultObjectPool with a policy of your own, a private class: what is too large is not kept, the rest is cleared.
        throw new NotImplementedException("PooledBuilder: check the numbers and make the pool.");
    }

    /// <summary>Builds one text.</summary>
    /// <param name="state">Handed to <paramref name="write"/>, so that it need not capture anything: a lambda that does is an allocation.</param>
    /// <param name="write">Writes the text. It does not keep the builder.</param>
    /// <returns>The text.</returns>
    /// <exception cref="Exception">What <paramref name="write"/> threw, as it was thrown; its builder is used again like any other.</exception>
    // TODO 3: get a builder, write, make the string, and return the builder on every way out.
    public string Build<TState>(TState state, Action<StringBuilder, TState> write) =>
        throw new NotImplementedException("PooledBuilder.Build: get, write, return.");
}
