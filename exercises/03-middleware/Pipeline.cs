namespace Camp.Middleware;

/// <summary>Composes middleware by hand. Go: <c>func(http.Handler) http.Handler</c>, nested.</summary>
/// <remarks>
/// A component takes what comes after it and returns what runs in its place. It may call the next one once, several
/// times, or not at all (a short circuit). Its call ends when the next one has ended, and an exception travels back.
/// </remarks>
public sealed class Pipeline
{
    // TODO 1: a field for the components, in the order in which they were added.

    /// <summary>Adds a component inside those added before: the first one added is the outermost.</summary>
    /// <returns>This pipeline, so that calls can be chained. A component added twice runs twice.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="component"/> is null.</exception>
    // TODO 2: refuse null, keep the component.
    public Pipeline Use(Func<RequestDelegate, RequestDelegate> component) =>
        throw new NotImplementedException("Pipeline.Use: keep the component.");

    /// <summary>
    /// Calls every component once, before it returns; requests call none, and many of them use the result at one time.
    /// Behind the last component stands a handler that answers 404 without a body, also when there are no components.
    /// </summary>
    /// <returns>The way into the chain. What is added later leaves it as it is; a later Build has it.</returns>
    // TODO 3: start with the 404 and wrap it, from the component added last to the one added first.
    public RequestDelegate Build() =>
        throw new NotImplementedException("Pipeline.Build: wrap the components around a handler that answers 404.");
}
