// Mistake: leaves the loop when it is cancelled and gives back half the orders.
// Rejected by: PropagateTests.After_the_cancellation_no_query_starts_and_there_is_no_result
// Explored: failed
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
        cancellationToken.ThrowIfCancellationRequested();
        var orders = new List<string>();
        foreach (var id in await _query($"orders of {user}", cancellationToken))
        {
            // The query may not have listened.
            if (cancellationToken.IsCancellationRequested)
                return orders;
            orders.Add(string.Join(' ', await _query($"order {id}", cancellationToken)));
        }

        cancellationToken.ThrowIfCancellationRequested();
        return orders;
    }
}
