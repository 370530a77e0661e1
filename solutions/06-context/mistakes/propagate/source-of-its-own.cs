// Mistake: makes a new source that nobody links to the caller's token.
// Rejected by: PropagateTests.The_callers_token_reaches_the_query_that_is_under_way
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
        var orders = await OrdersAsync(user, new CancellationTokenSource().Token);
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
            orders.Add(string.Join(' ', await _query($"order {id}", cancellationToken)));
        }

        cancellationToken.ThrowIfCancellationRequested();
        return orders;
    }
}
