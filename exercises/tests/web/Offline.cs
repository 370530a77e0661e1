using Microsoft.AspNetCore.Http.Features;

namespace Camp.Testing;

/// <summary>What stands in for a server in situations that are explored. The response starts when <see cref="Start"/> is called.</summary>
public sealed class Offline : HttpResponseFeature, IServiceProvidersFeature
{
    private readonly Stack<(Func<object, Task> Callback, object State)> _callbacks = new();

    /// <inheritdoc/>
    public IServiceProvider RequestServices
    {
        get => field ??= new ServiceCollection().AddLogging().AddProblemDetails().BuildServiceProvider();
        set;
    }

    /// <summary>A request, and a response whose body is kept in memory.</summary>
    public static HttpContext Request(string path = "/")
    {
        var (context, offline) = (new DefaultHttpContext(), new Offline());
        context.Features.Set<IHttpResponseFeature>(offline);
        context.Features.Set<IServiceProvidersFeature>(offline);
        context.Request.Path = path;
        context.Response.Body = new MemoryStream();
        return context;
    }

    /// <summary>Calls what is to run before the first byte leaves, the last one first, as servers do.</summary>
    public static async Task Start(HttpContext context)
    {
        var callbacks = ((Offline)context.Features.GetRequiredFeature<IHttpResponseFeature>())._callbacks;
        while (callbacks.TryPop(out var next))
            await next.Callback(next.State);
    }

    /// <inheritdoc/>
    public override void OnStarting(Func<object, Task> callback, object state) => _callbacks.Push((callback, state));
}
