// Mistake: logs a failure as a Warning.
// Rejected by: LogOnceTests.A_failure_is_one_error_with_everything_that_is_known
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
    public async Task<string> Load(string id, CancellationToken cancellation)
    {
        try
        {
            return await _store.Read(id, cancellation);
        }
        // A filter instead of catch and throw: what is not ours never stops here. No log: this layer decides nothing.
        catch (Exception failure) when (failure is not NotFoundException && !IsCancelled(failure, cancellation))
        {
            throw new OrderException(id, failure);
        }
    }

    /// <summary>
    /// Loads each order once and leaves out those that cannot be loaded. One that isn't there is one entry, Information without
    /// an exception; one that could not be loaded is one entry, Error with the <see cref="OrderException"/>. Both have the
    /// property <c>OrderId</c>.
    /// </summary>
    /// <returns>The orders that could be loaded, in the order of <paramref name="ids"/>.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> is cancelled. That is not logged.</exception>
    public async Task<IReadOnlyList<string>> LoadAll(IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        var found = new List<string>();
        foreach (var id in ids)
        {
            try
            {
                found.Add(await Load(id, cancellation));
            }
            catch (NotFoundException)
            {
                // Expected now and then: no stack trace for what is nobody's fault.
                _logger.LogInformation("There is no order {OrderId}", id);
            }
            catch (OrderException failure)
            {
                // Here the failure ends, so here it is logged, with all that the layers below have added.
                _logger.LogWarning(failure, "Left out order {OrderId}", id);
            }
        }

        return found;
    }

    // Only the caller's own cancellation is none of our business: a time limit in the store throws the same type.
    private static bool IsCancelled(Exception failure, CancellationToken cancellation) =>
        failure is OperationCanceledException && cancellation.IsCancellationRequested;
}
