namespace TrainingCamp.Checker.Reports;

/// <summary>A learner's workspace at one moment; what <c>camp report --format json</c> writes and <c>camp collect</c> reads.</summary>
/// <param name="Format">Always <see cref="Name"/>: tells a report from any other JSON.</param>
/// <param name="CreatedAt">ISO 8601, UTC.</param>
internal sealed record Report(string Format, int Version, string Learner, string Camp, string CreatedAt, IReadOnlyList<ExerciseReport> Exercises)
{
    public const string Name = "camp-report";
    public const int Known = 1;

    public int Passed => Exercises.Count(exercise => exercise.Passed);

    public double Credit => Exercises.Sum(exercise => exercise.Credit);

    public int Hints => Exercises.Sum(exercise => exercise.Hints);
}
