namespace Camp.Server;

/// <summary>Something slow that a handler has to wait for: a database, another service. It is given.</summary>
/// <param name="path">What is asked for, such as <c>/orders</c>.</param>
/// <param name="cancellationToken">Cancelled when nobody wants the answer any more.</param>
/// <returns>The answer, as text.</returns>
public delegate Task<string> Backend(string path, CancellationToken cancellationToken);
