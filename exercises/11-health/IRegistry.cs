namespace Camp.Health;

/// <summary>Where instances say that they are there, and callers find them. In this process or on another machine.</summary>
public interface IRegistry
{
    /// <summary>Enters an instance, or replaces the one of the same id.</summary>
    Task Register(Instance instance, CancellationToken cancellation);

    /// <summary>Takes an instance out. One that isn't there is no failure.</summary>
    Task Deregister(string id, CancellationToken cancellation);
}
