namespace Camp.Limits;

/// <summary>Runs calls to a service, or refuses them while the service is taken to be broken.</summary>
public interface IBreaker
{
    /// <summary>Runs <paramref name="call"/>, with the same token, and gives back its result or its exception.</summary>
    /// <exception cref="CircuitOpenException">The call was refused and did not run.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was cancelled.</exception>
    Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellation);
}
