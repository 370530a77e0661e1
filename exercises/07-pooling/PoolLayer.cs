namespace Camp.Pooling;

/// <summary>A pool around another pool. What a layer does not change goes on to the inner one.</summary>
public abstract class PoolLayer(IPool inner) : IPool
{
    /// <summary>The pool inside this layer.</summary>
    protected IPool Inner => inner;

    /// <inheritdoc/>
    public virtual IReadOnlyList<IConnection> Idle => inner.Idle;

    /// <inheritdoc/>
    public virtual Task<IConnection> RentAsync(CancellationToken cancellation) => inner.RentAsync(cancellation);

    /// <inheritdoc/>
    public virtual ValueTask ReturnAsync(IConnection connection) => inner.ReturnAsync(connection);

    /// <inheritdoc/>
    public virtual ValueTask DiscardAsync(IConnection connection) => inner.DiscardAsync(connection);

    /// <inheritdoc/>
    public virtual bool TryTake(IConnection connection) => inner.TryTake(connection);

    /// <inheritdoc/>
    public virtual Task<bool> TryAddAsync(CancellationToken cancellation) => inner.TryAddAsync(cancellation);
}
