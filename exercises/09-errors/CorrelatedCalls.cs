namespace Camp.Errors;

/// <summary>Stands in a <see cref="HttpClient"/>, and has every call that goes out marked.</summary>
public sealed class CorrelatedCalls(HttpMessageHandler next) : DelegatingHandler(next)
{
    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Correlate.Outgoing(request);
        return base.SendAsync(request, cancellationToken);
    }
}
