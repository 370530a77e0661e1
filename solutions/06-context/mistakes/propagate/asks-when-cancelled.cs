// Mistake: makes the first query for a caller who left before.
// Rejected by: PropagateTests.A_token_that_was_cancelled_before_asks_nothing
namespace Camp.Context;

public sealed class Propagate
{
    private readonly Func<string, CancellationToken, Task<IReadOnlyList<string>>> _query;

    public Propagate(Func<string, CancellationToken, Task<IReadOnlyList<string>>> query)
    {
        _query = query;
    }

    public async Task<string> PageAsync(string user, CancellationToken cancellationToken)
    {
        var orders = await OrdersAsync(user, cancellationToken);
        return orders.Count == 0 ? $"{user}: no orders" : $"{user}: {string.Join("; ", orders)}";
    }

    public async Task<IReadOnlyList<string>> OrdersAsync(string user, CancellationToken cancellationToken)
    {
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
