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
    // TODO 1: keep the task of the load, so that all who come share it; a failed one is logged and forgotten.
    // TODO 2: read the three numbers, and collect what is wrong with each.
    // TODO 3: await the model, and answer.
    public static IEndpointRouteBuilder MapPredict(this IEndpointRouteBuilder app, Func<CancellationToken, Task<ChurnModel>> load) =>
        throw new NotImplementedException("PredictApi.MapPredict: the route, and the model that is loaded once.");
}
