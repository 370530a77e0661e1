using System.Text.Json;

namespace Camp.Predict;

/// <summary>A logistic regression: how likely a customer is to leave. Its file is a few numbers in JSON.</summary>
/// <param name="Version">Names this model in answers and logs.</param>
/// <param name="Means">Of each feature in the training data.</param>
/// <param name="Scales">The standard deviation of each feature there.</param>
/// <param name="Weights">How much each feature counts, once it is scaled.</param>
/// <param name="Bias">What is added to the sum.</param>
public sealed record ChurnModel(string Version, double[] Means, double[] Scales, double[] Weights, double Bias)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n" };

    /// <summary>The probability that this customer leaves, between 0 and 1.</summary>
    public double Probability(Customer customer)
    {
        var sum = Bias;
        var values = customer.Values;
        for (var index = 0; index < values.Length; index++)
            sum += Weights[index] * (values[index] - Means[index]) / Scales[index];
        return 1 / (1 + Math.Exp(-sum));
    }

    /// <summary>Reads a model file.</summary>
    /// <exception cref="JsonException">The file is no model.</exception>
    public static async Task<ChurnModel> LoadAsync(string file, CancellationToken cancellation)
    {
        await using var stream = File.OpenRead(file);
        var model = await JsonSerializer.DeserializeAsync<ChurnModel>(stream, s_json, cancellation);
        var count = Feature.All.Count;
        return model is { Means.Length: var means, Scales.Length: var scales, Weights.Length: var weights } && means == count && scales == count && weights == count
            ? model
            : throw new JsonException($"\"{file}\" is no churn model: it needs {count} means, scales and weights. Make one with: dotnet demo/train.cs");
    }

    /// <summary>Writes a model file: whole or not at all, whoever reads it meanwhile.</summary>
    public async Task SaveAsync(string file, CancellationToken cancellation)
    {
        var fresh = file + ".new";
        await File.WriteAllTextAsync(fresh, JsonSerializer.Serialize(this, s_json) + "\n", cancellation);
        File.Move(fresh, file, overwrite: true);
    }
}
