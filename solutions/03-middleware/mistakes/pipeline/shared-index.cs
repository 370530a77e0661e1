// Mistake: walks the components by a field: requests that run at the same time push each other along, and some skip the guard.
// Rejected by: PipelineTests.Requests_that_run_at_the_same_time_each_go_the_whole_way
// Explored: race
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
    private int _index;

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
        var handlers = new List<RequestDelegate>();
        foreach (var component in _components)
            handlers.Add(component(Next));
        handlers.Add(NotFound);
        return context =>
        {
            _index = -1;
            return Next(context);
        };
        Task Next(HttpContext context) => handlers[++_index](context);
    }

    private static Task NotFound(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
