// Mistake: waits with Result: the caller's thread is held for each query.
// Rejected by: PropagateTests.Queries_run_one_after_the_other_and_block_nobody
// Explored: deadlock
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
            cancellationToken.ThrowIfCancellationRequested();
            orders.Add(string.Join(' ', _query($"order {id}", cancellationToken).GetAwaiter().GetResult()));
        }

        cancellationToken.ThrowIfCancellationRequested();
        return orders;
    }
}
