using Camp.Testing;

namespace Camp.Health.Tests;

/// <summary>A dependency that the test drives and watches.</summary>
public sealed class Dependency(string name, Func<CancellationToken, Task> check) : IDependency
{
    private int _asked;

    public string Name => name;

    /// <summary>How often it was asked.</summary>
    public int Asked => Volatile.Read(ref _asked);

    /// <summary>The token that it got last.</summary>
    public CancellationToken Token { get; private set; }

    public static Dependency Works(string name) => new(name, _ => Task.CompletedTask);

    public static Dependency Fails(string name, bool atOnce = false) => new(name, async _ =>
    {
        await Task.Yield();
        throw new IOException("Host=db-7.internal is down");
    })
    { ThrowsAtOnce = atOnce };

    public static Dependency Waits(string name, Gate gate, bool heedsItsToken = true) =>
        new(name, cancellation => gate.Pass().WaitAsync(heedsItsToken ? cancellation : CancellationToken.None));

    private bool ThrowsAtOnce { get; init; }

    public Task Check(CancellationToken cancellation)
    {
        Token = cancellation;
        Interlocked.Increment(ref _asked);
        return ThrowsAtOnce ? throw new IOException("Host=db-7.internal is down") : check(cancellation);
    }
}
