// Mistake: starts the next component and does not wait: the response is finished while the handler still works on it.
// Rejected by: PipelineTests.A_component_waits_for_what_the_next_one_does
// Explored: failed
namespace Camp.Middleware;

/// <summary>Composes middleware by hand. Go: <c>func(http.Handler) http.Handler</c>, nested.</summary>
/// <remarks>
/// A component takes what comes after it and returns what runs in its place. It may call the next one once, several
/// times, or not at all (a short circuit). Its call ends when the next one has ended, and an exception travels back.
/// </remarks>
public sealed class Pipeline
{
    // In the order in which they were added.
    private readonly List<Func<RequestDelegate, RequestDelegate>> _components = [];

    /// <summary>Adds a component inside those added before: the first one added is the outermost.</summary>
    /// <returns>This pipeline, so that calls can be chained. A component added twice runs twice.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="component"/> is null.</exception>
    public Pipeline Use(Func<RequestDelegate, RequestDelegate> component)
    {
        // A null would only show at Build, far from the line that passed it.
        ArgumentNullException.ThrowIfNull(component);
        _components.Add(component);
        return this;
    }

    /// <summary>
    /// Calls every component once, before it returns; requests call none, and many of them use the result at one time.
    /// Behind the last component stands a handler that answers 404 without a body, also when there are no components.
    /// </summary>
    /// <returns>The way into the chain. What is added later leaves it as it is; a later Build has it.</returns>
    public RequestDelegate Build()
    {
        // From the inside out: a component can only be called once its successor exists.
        RequestDelegate next = NotFound;
        for (var i = _components.Count - 1; i >= 0; i--)
        {
            var inner = next;
            next = _components[i](context =>
            {
                _ = inner(context);
                return Task.CompletedTask;
            });
        }
        return next;
    }

    private static Task NotFound(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
