namespace Camp.Context;

/// <summary>Three layers: a page asks for orders, orders ask the database. The caller's token goes through all of them.</summary>
public sealed class Propagate
{
    // TODO 1: a field for the query.

    /// <param name="query">The last layer: gets what is asked for and a token, gives back rows.</param>
    public Propagate(Func<string, CancellationToken, Task<IReadOnlyList<string>>> query)
    {
        // TODO 2: keep it.
        throw new NotImplementedException("Propagate: keep the query.");
    }

    /// <summary>The first layer: <c>USER: DETAILS; DETAILS</c>, with what <see cref="OrdersAsync"/> gives, or <c>USER: no orders</c>.</summary>
    /// <param name="user">Whose page it is.</param>
    /// <param name="cancellationToken">Reaches every query.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled before all was there.</exception>
    /// <exception cref="Exception">What a query throws, as it was thrown.</exception>
    // TODO 3: ask the second layer, with the token, and put the page together.
    public Task<string> PageAsync(string user, CancellationToken cancellationToken) =>
        throw new NotImplementedException("Propagate.PageAsync: ask for the orders, pass the token on.");

    /// <summary>
    /// The second layer: asks <c>orders of USER</c> for ids, then <c>order ID</c> for each of them, one after the other; gives back the rows of
    /// each order joined by a blank.
    /// </summary>
    /// <remarks>A query may ignore its token. So once the token is cancelled no further query starts, and there is no result.</remarks>
    /// <exception cref="OperationCanceledException">The token was cancelled before all was there.</exception>
    /// <exception cref="Exception">What a query throws, as it was thrown.</exception>
    // TODO 4: ask for the ids, then for each order; look at the token between two queries (Go: ctx.Err()), and at the end.
    public Task<IReadOnlyList<string>> OrdersAsync(string user, CancellationToken cancellationToken) =>
        throw new NotImplementedException("Propagate.OrdersAsync: query ids and orders, pass the token on.");
}
