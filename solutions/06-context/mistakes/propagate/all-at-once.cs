// Mistake: starts all queries together: the order is lost and the database gets a burst.
// Rejected by: PropagateTests.Queries_run_one_after_the_other_and_block_nobody
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
        var ids = await _query($"orders of {user}", cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var rows in await Task.WhenAll(ids.Select(id => _query($"order {id}", cancellationToken))))
            orders.Add(string.Join(' ', rows));

        cancellationToken.ThrowIfCancellationRequested();
        return orders;
    }
}
