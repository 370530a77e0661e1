using System.Text.Json;
using TrainingCamp.Checker.Compiling;
using TrainingCamp.Checker.Lessons;

namespace TrainingCamp.Checker.Racing;

/// <summary>Explores the situations of exercises in another process, which may hang or crash without harm.</summary>
internal static class RaceRun
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <returns>Null when the process did not come to an answer.</returns>
    public static async Task<IReadOnlyList<Situation>?> Explore(string assembly, IReadOnlyList<Exercise> exercises, RaceRequest request, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Limit);
        var again = exercises.ToDictionary(exercise => exercise.Races!, exercise => $"camp check {exercise.Id} --race --seed {{0}}");
        try
        {
            string[] arguments = ["exec", typeof(RaceRun).Assembly.Location, Exploring.Command, assembly, JsonSerializer.Serialize(request), JsonSerializer.Serialize(again)];
            var (exitCode, output, _) = await Dotnet.Run(Path.GetDirectoryName(assembly)!, arguments, limit.Token);
            return exitCode == ExitCodes.Passed ? JsonSerializer.Deserialize<List<Situation>>(output) : null;
        }
        catch (Exception error) when (error is JsonException || (error is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return null;
        }
    }
}
