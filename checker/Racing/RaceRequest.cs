namespace TrainingCamp.Checker.Racing;

/// <summary>How far to explore.</summary>
/// <param name="Seed">The one schedule to run again; null for the first <paramref name="Schedules"/>.</param>
internal sealed record RaceRequest(int Schedules, int? Seed)
{
    /// <summary>With every check. Every known mistake of 05-sync needs fewer than 60.</summary>
    public static RaceRequest Always { get; } = new(200, null);

    /// <summary>When somebody asks for it.</summary>
    public static RaceRequest Thorough { get; } = new(2_000, null);
}
