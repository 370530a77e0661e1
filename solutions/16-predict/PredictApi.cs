using System.Text.Json;

namespace Camp.Predict;

/// <summary>A model behind an API: POST /predict.</summary>
/// <remarks>
/// The body is a JSON object with the numbers <c>age</c>, <c>usage</c> and <c>tenure</c>; what else it has does not matter. The
/// answer is 200 with <c>{"churnRisk":1,"probability":0.8123,"model":"2026-11"}</c>: the model's probability as it is, the
/// risk 1 when that is at least 0.5, else 0, and the model's version.
/// A body that is no JSON object, or in which one of the three is missing, is no number, or lies outside the range of its
/// <see cref="Feature"/>, is answered by 400 and a problem document (<c>application/problem+json</c>); when it is an object, the
/// document's <c>errors</c> has an entry for each bad one of the three, and no other. Such a request needs no model.
/// The model is loaded once, by the first request that needs it; requests that come meanwhile wait for the same load,
/// however many. When the load fails, all that wait for it get 503 and a problem document that says nothing of the cause; the log
/// has the exception, as one error however many wait, and the next request loads again. A client that leaves while the model
/// loads ends nobody's load.
/// </remarks>
public static class PredictApi
{
    /// <param name="app">Where the route goes.</param>
    /// <param name="load">Loads the model.</param>
    /// <returns><paramref name="app"/>.</returns>
    public static IEndpointRouteBuilder MapPredict(this IEndpointRouteBuilder app, Func<CancellationToken, Task<ChurnModel>> load)
    {
        var model = new LoadedOnce(load, app.ServiceProvider.GetRequiredService<ILoggerFactory>().CreateLogger(nameof(PredictApi)));
        app.MapPost("/predict", (HttpRequest request) => Answer(request, model));
        return app;
    }

    private static async Task<IResult> Answer(HttpRequest request, LoadedOnce model)
    {
        if (await Body(request) is not { ValueKind: JsonValueKind.Object } body)
            return TypedResults.Problem(statusCode: StatusCodes.Status400BadRequest, title: "The body is no JSON object.");
        var (customer, errors) = Read(body);
        if (customer is null)
            return TypedResults.ValidationProblem(errors);
        try
        {
            var loaded = await model.Get().WaitAsync(request.HttpContext.RequestAborted);
            var probability = loaded.Probability(customer);
            return TypedResults.Ok(new { ChurnRisk = probability >= 0.5 ? 1 : 0, probability, Model = loaded.Version });
        }
        catch (Exception) when (!request.HttpContext.RequestAborted.IsCancellationRequested)
        {
            return TypedResults.Problem(statusCode: StatusCodes.Status503ServiceUnavailable, title: "The model cannot be loaded.");
        }
    }

    private static async Task<JsonElement?> Body(HttpRequest request)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static (Customer? Customer, Dictionary<string, string[]> Errors) Read(JsonElement body)
    {
        var (values, errors) = (new List<double>(), new Dictionary<string, string[]>());
        foreach (var feature in Feature.All)
        {
            if (body.TryGetProperty(feature.Name, out var field) && field.ValueKind == JsonValueKind.Number
                && field.TryGetDouble(out var value) && value >= feature.Min && value <= feature.Max)
                values.Add(value);
            else
                errors[feature.Name] = [FormattableString.Invariant($"Send a number from {feature.Min} to {feature.Max}.")];
        }

        return (errors.Count == 0 ? new(values[0], values[1], values[2]) : null, errors);
    }

    private sealed class LoadedOnce(Func<CancellationToken, Task<ChurnModel>> load, ILogger logger)
    {
        private readonly Lock _gate = new();
        private Task<ChurnModel>? _loading;

        public Task<ChurnModel> Get()
        {
            lock (_gate)
            {
                // A load that has failed is forgotten here, by the first that comes afterwards.
                if (_loading is null || _loading.IsFaulted || _loading.IsCanceled)
                    // Nobody's own token: the load belongs to all who wait for it.
                    _loading = Task.Run(() => LoadAsync(CancellationToken.None));
                return _loading;
            }
        }

        private async Task<ChurnModel> LoadAsync(CancellationToken cancellation)
        {
            try
            {
                return await load(cancellation);
            }
            catch (Exception error)
            {
                // Here, and not by all who wait: one load that fails is one entry in the log.
                logger.LogError(error, "The model could not be loaded");
                throw;
            }
        }
    }
}
