namespace TrainingCamp.Checker.Lessons;

/// <summary>One file to fill in, one group of tests, one progress mark.</summary>
/// <param name="Id">Stable: lesson/exercise, such as "sync/counter". Progress hangs on it, never on a path.</param>
/// <param name="File">The file to fill in, relative to the lesson's folder.</param>
/// <param name="Tests">The test class, without its namespace.</param>
/// <param name="Races">The class of the situations to explore for races and deadlocks; null when there are none.</param>
/// <param name="Schedules">In how many orders each situation is run with every check.</param>
internal sealed record Exercise(string Id, string File, string Tests, string? Races = null, int Schedules = Exercise.UsualSchedules)
{
    /// <summary>Every known mistake of 05-sync needs fewer than 60.</summary>
    public const int UsualSchedules = 200;

    /// <summary>The part after the slash: "counter".</summary>
    public string Slug => Id[(Id.IndexOf('/') + 1)..];
}
