using System.Diagnostics;
using Camp.Service.Users;

namespace Camp.Service.Errors;

// Lesson 09-errors explains this.
internal static class ProblemDocuments
{
    /// <summary>Every error, from an unknown route to a crash, is answered as RFC 9457 says, with the trace id of its log lines.</summary>
    public static void AddProblemDocuments(this WebApplicationBuilder builder)
    {
        builder.Services.AddProblemDetails(options => options.CustomizeProblemDetails = Complete);
        builder.Services.AddExceptionHandler<FailureHandler>();
        builder.Services.ConfigureHttpJsonOptions(json =>
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default));

        // One behaviour in every environment: a body that can't be read reaches the handler, which names the place.
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
    }

    public static void UseProblemDocuments(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
    }

    private static void Complete(ProblemDetailsContext problem)
    {
        problem.ProblemDetails.Detail ??= Details.For(problem.HttpContext);
        problem.ProblemDetails.Extensions["traceId"] =
            Activity.Current?.TraceId.ToString() ?? problem.HttpContext.TraceIdentifier;
    }
}
