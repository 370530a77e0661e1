// Alternative: a Lazy of a task that is replaced after a failure, and the body bound as a dictionary.
using System.Text.Json;

namespace Camp.Predict;

public static class PredictApi
{
    public static IEndpointRouteBuilder MapPredict(this IEndpointRouteBuilder app, Func<CancellationToken, Task<ChurnModel>> load)
    {
        var current = New();
        app.MapPost("/predict", async Task (HttpContext context) =>
        {
            Dictionary<string, JsonElement>? body = null;
            try
            {
                body = await JsonSerializer.DeserializeAsync<Dictionary<string, JsonElement>>(context.Request.Body);
            }
            catch (JsonException)
            {
                // Told below.
            }

            await (body is null ? Results.Problem(statusCode: 400, title: "Send an object.") : await Answer(body)).ExecuteAsync(context);
        });
        return app;

        Lazy<Task<ChurnModel>> New() => new(async () =>
        {
            await Task.Yield();
            try
            {
                return await load(default);
            }
            catch (Exception error)
            {
                app.ServiceProvider.GetRequiredService<ILogger<ChurnModel>>().LogCritical(error, "No model");
                throw;
            }
        });

        async Task<IResult> Answer(Dictionary<string, JsonElement> body)
        {
            var errors = Feature.All.Where(feature => !IsGood(feature, body)).ToDictionary(feature => feature.Name, _ => new[] { "out of range, or no number" });
            if (errors.Count > 0)
                return Results.ValidationProblem(errors);
            var mine = Volatile.Read(ref current);
            try
            {
                var model = await mine.Value;
                var probability = model.Probability(new(body["age"].GetDouble(), body["usage"].GetDouble(), body["tenure"].GetDouble()));
                return Results.Json(new Dictionary<string, object> { ["churnRisk"] = probability < 0.5 ? 0 : 1, ["probability"] = probability, ["model"] = model.Version });
            }
            catch
            {
                Interlocked.CompareExchange(ref current, New(), mine);
                return Results.Problem(statusCode: 503);
            }
        }
    }

    private static bool IsGood(Feature feature, Dictionary<string, JsonElement> body) =>
        body.TryGetValue(feature.Name, out var field) && field.ValueKind is JsonValueKind.Number
        && field.GetDouble() is var number && number >= feature.Min && number <= feature.Max;
}
