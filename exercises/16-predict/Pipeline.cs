using System.Text.Json;

namespace Camp.Predict;

/// <summary>The steps of a whole night: dirty rows become a model that is in use.</summary>
public static class Pipeline
{
    /// <summary>Extract, clean, train, publish. Each reads the files of the step before it, so any of them can be the first of a run.</summary>
    /// <param name="seed">Decides the data, which is made up.</param>
    /// <param name="rows">How many rows.</param>
    public static IReadOnlyList<NightlyStep> Steps(int seed, int rows) =>
    [
        new("extract", (folder, cancellation) => File.WriteAllLinesAsync(Path.Combine(folder, "rows.jsonl"), Dirty(seed, rows), cancellation)),
        new("clean", CleanAsync),
        new("train", TrainAsync),
        new("publish", (folder, _) =>
        {
            // A rename is one step: whoever loads the model meanwhile gets the old one or the new one.
            File.Copy(Path.Combine(folder, "trained.json"), Path.Combine(folder, "publishing.json"), overwrite: true);
            File.Move(Path.Combine(folder, "publishing.json"), Path.Combine(folder, "churn.json"), overwrite: true);
            return Task.CompletedTask;
        }),
    ];

    private static async Task CleanAsync(string folder, CancellationToken cancellation)
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(folder, "rows.jsonl"), cancellation);
        var labelled = lines.Select(line => JsonSerializer.Deserialize<JsonElement>(line)).Where(IsGood).Select(row => JsonSerializer.Serialize(row));
        await File.WriteAllLinesAsync(Path.Combine(folder, "clean.jsonl"), labelled, cancellation);
    }

    private static async Task TrainAsync(string folder, CancellationToken cancellation)
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(folder, "clean.jsonl"), cancellation);
        var data = lines.Select(line => JsonSerializer.Deserialize<JsonElement>(line))
            .Select(row => (new Customer(Number(row, "age"), Number(row, "usage"), Number(row, "tenure")), row.GetProperty("left").GetBoolean())).ToList();
        await Trainer.Train(Path.GetFileName(folder), data).SaveAsync(Path.Combine(folder, "trained.json"), cancellation);
    }

    // Here dirty rows are left out. CleanRows, an exercise of its own, keeps what can be kept.
    private static bool IsGood(JsonElement row) =>
        Feature.All.All(feature => row.TryGetProperty(feature.Name, out var field) && field.ValueKind == JsonValueKind.Number
            && field.GetDouble() >= feature.Min && field.GetDouble() <= feature.Max);

    private static double Number(JsonElement row, string name) => row.GetProperty(name).GetDouble();

    // Every ninth row lacks a field, every eleventh exaggerates, every thirteenth has text where a number belongs.
    private static IEnumerable<string> Dirty(int seed, int rows) => ChurnData.Generate(seed, rows).Select((one, number) => JsonSerializer.Serialize(new
    {
        age = number % 9 == 0 ? null : (double?)one.Customer.Age,
        usage = number % 11 == 0 ? 9_999 : one.Customer.Usage,
        tenure = number % 13 == 0 ? (object)$"{one.Customer.Tenure}" : one.Customer.Tenure,
        left = one.Left,
    }));
}
