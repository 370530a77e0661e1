namespace Camp.Errors;

/// <summary>Where orders are kept.</summary>
public interface IOrderStore
{
    /// <summary>Reads one order.</summary>
    /// <exception cref="NotFoundException">There is no order of this id.</exception>
    /// <exception cref="OperationCanceledException">The caller has cancelled, or the store's own time limit has.</exception>
    Task<string> Read(string id, CancellationToken cancellation);
}
