using Camp.Testing;

namespace Camp.Errors.Tests;

/// <summary>A store in which the test says what happens to each order; others are there.</summary>
public sealed class Store : IOrderStore
{
    private readonly Dictionary<string, Func<CancellationToken, Task<string>>> _special = [];
    private readonly List<string> _reads = [];

    /// <summary>Which orders were read, sorted: in what order is the reader's choice.</summary>
    public IReadOnlyList<string> Reads
    {
        get
        {
            lock (_reads)
                return [.. _reads.Order(StringComparer.Ordinal)];
        }
    }

    /// <summary>Has reading this order fail after an await, or at once, before there is a task.</summary>
    public Store Failing(string id, Exception failure, bool atOnce = false)
    {
        _special[id] = atOnce ? _ => throw failure : async _ =>
        {
            await Task.Yield();
            throw failure;
        };
        return this;
    }

    /// <summary>Has reading this order wait until its token is cancelled or the gate opens.</summary>
    public Store Waiting(string id, Gate gate)
    {
        _special[id] = async cancellation =>
        {
            await gate.Pass().WaitAsync(cancellation);
            return $"order {id}";
        };
        return this;
    }

    public Task<string> Read(string id, CancellationToken cancellation)
    {
        lock (_reads)
            _reads.Add(id);
        return _special.TryGetValue(id, out var read) ? read(cancellation) : Task.FromResult($"order {id}");
    }
}
