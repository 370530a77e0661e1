// Alternative: one helper for every query, which looks at the token before and after.
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
        foreach (var id in await AskAsync($"orders of {user}", cancellationToken))
        {
            orders.Add(string.Join(' ', await AskAsync($"order {id}", cancellationToken)));
        }

        return orders;
    }

    private async Task<IReadOnlyList<string>> AskAsync(string what, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var rows = await _query(what, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return rows;
    }
}
