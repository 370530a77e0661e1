namespace Camp.Errors;

/// <summary>
/// Loads orders in two layers: the inner one adds what it knows to a failure and passes it on, the outer one handles
/// and logs it. Whoever passes an error on does not log it, so that a failure is one entry and not one for each layer.
/// </summary>
public sealed class LogOnce
{
    private readonly IOrderStore _store;
    private readonly ILogger<LogOnce> _logger;

    /// <summary>Made once for the whole application.</summary>
    public LogOnce(IOrderStore store, ILogger<LogOnce> logger)
    {
        _store = store;
        _logger = logger;
    }

    /// <summary>Loads one order, and logs nothing.</summary>
    /// <returns>What the store has.</returns>
    /// <exception cref="NotFoundException">There is no such order: the store's own exception, as it is.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> is cancelled: the same, as it is.</exception>
    /// <exception cref="OrderException">
    /// The store has failed in any other way, a time limit of its own included; that failure is the inner exception.
    /// </exception>
    // TODO 1: read from the store; wrap its failure, except for the two that say enough as they are.
    public Task<string> Load(string id, CancellationToken cancellation) =>
        throw new NotImplementedException("LogOnce.Load: read the order, wrap a failure.");

    /// <summary>
    /// Loads each order once and leaves out those that cannot be loaded. One that isn't there is one entry, Information without
    /// an exception; one that could not be loaded is one entry, Error with the <see cref="OrderException"/>. Both have the
    /// property <c>OrderId</c>.
    /// </summary>
    /// <returns>The orders that could be loaded, in the order of <paramref name="ids"/>.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> is cancelled. That is not logged.</exception>
    // TODO 2: load one after the other, or at the same time; handle the two failures, and let cancellation through.
    public Task<IReadOnlyList<string>> LoadAll(IReadOnlyList<string> ids, CancellationToken cancellation) =>
        throw new NotImplementedException("LogOnce.LoadAll: load the orders, log each failure once.");
}
