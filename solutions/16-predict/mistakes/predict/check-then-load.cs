// Mistake: it looks whether the model is there, and loads it if not: all first requests find nothing.
// Rejected by: PredictApiTests.The_model_is_loaded_once_however_many_come_first
using System.Text.Json;

namespace Camp.Predict;

/// <summary>A model behind an API: POST /predict.</summary>
public static class PredictApi
{
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
        private ChurnModel? _model;

        public async Task<ChurnModel> Get() => _model ??= await LoadAsync(CancellationToken.None);

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
