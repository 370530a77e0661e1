namespace Camp.Errors;

/// <summary>An order could not be loaded; why is inside. Go: <c>fmt.Errorf("load order %q: %w", id, err)</c>.</summary>
public sealed class OrderException(string orderId, Exception innerException)
    : Exception($"Order '{orderId}' could not be loaded.", innerException)
{
    /// <summary>Which order.</summary>
    public string OrderId => orderId;
}
