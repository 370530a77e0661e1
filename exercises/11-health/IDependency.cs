namespace Camp.Health;

/// <summary>Something that requests cannot be answered without: a database, a broker.</summary>
public interface IDependency
{
    /// <summary>Its name in the answer.</summary>
    string Name { get; }

    /// <summary>Ends when it works, and fails when it does not.</summary>
    Task Check(CancellationToken cancellation);
}
