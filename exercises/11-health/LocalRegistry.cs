namespace Camp.Health;

/// <summary>A registry in the same process.</summary>
public sealed class LocalRegistry(Registry registry) : IRegistry
{
    /// <inheritdoc/>
    public Task Register(Instance instance, CancellationToken cancellation)
    {
        registry.Register(instance);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Deregister(string id, CancellationToken cancellation)
    {
        registry.Deregister(id);
        return Task.CompletedTask;
    }
}
