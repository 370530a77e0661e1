namespace TrainingCamp.Checker.Racing;

/// <summary>How far to explore.</summary>
/// <param name="Times">How many times as many schedules as an exercise asks for.</param>
/// <param name="Seed">The one schedule to run again; null for all from the first on.</param>
internal sealed record RaceRequest(int Times, int? Seed)
{
    /// <summary>How long a schedule may stand still, in real time.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many more schedules to try for a shorter way to what was found.</summary>
    public int Shorten { get; init; } = 60;

    /// <summary>With every check.</summary>
    public static RaceRequest Always { get; } = new(1, null);

    /// <summary>When somebody asks for it.</summary>
    public static RaceRequest Thorough { get; } = new(10, null);
}
