namespace Camp.Context;

/// <summary>Three layers: a page asks for orders, orders ask the database. The caller's token goes through all of them.</summary>
public sealed class Propagate
{
    private readonly Func<string, CancellationToken, Task<IReadOnlyList<string>>> _query;

    /// <param name="query">The last layer: gets what is asked for and a token, gives back rows.</param>
    public Propagate(Func<string, CancellationToken, Task<IReadOnlyList<string>>> query)
    {
        _query = query;
    }

    /// <summary>The first layer: <c>USER: DETAILS; DETAILS</c>, with what <see cref="OrdersAsync"/> gives, or <c>USER: no orders</c>.</summary>
    /// <param name="user">Whose page it is.</param>
    /// <param name="cancellationToken">Reaches every query.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled before all was there.</exception>
    /// <exception cref="Exception">What a query throws, as it was thrown.</exception>
    public async Task<string> PageAsync(string user, CancellationToken cancellationToken)
    {
        var orders = await OrdersAsync(user, cancellationToken);
        return orders.Count == 0 ? $"{user}: no orders" : $"{user}: {string.Join("; ", orders)}";
    }

    /// <summary>
    /// The second layer: asks <c>orders of USER</c> for ids, then <c>order ID</c> for each of them, one after the other; gives back the rows of
    /// each order joined by a blank.
    /// </summary>
    /// <remarks>A query may ignore its token. So once the token is cancelled no further query starts, and there is no result.</remarks>
    /// <exception cref="OperationCanceledException">The token was cancelled before all was there.</exception>
    /// <exception cref="Exception">What a query throws, as it was thrown.</exception>
    public async Task<IReadOnlyList<string>> OrdersAsync(string user, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var orders = new List<string>();
        foreach (var id in await _query($"orders of {user}", cancellationToken))
        {
            // The query may not have listened.
            cancellationToken.ThrowIfCancellationRequested();
            orders.Add(string.Join(' ', await _query($"order {id}", cancellationToken)));
        }

        cancellationToken.ThrowIfCancellationRequested();
        return orders;
    }
}
