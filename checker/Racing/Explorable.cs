using TrainingCamp.Checker.Lessons;

namespace TrainingCamp.Checker.Racing;

/// <summary>A class of situations to explore.</summary>
/// <param name="Class">Its name: "CounterRaces".</param>
/// <param name="Schedules">In how many orders each situation is run.</param>
/// <param name="Again">How to see a finding again: "camp check sync/counter --race --seed {0}".</param>
internal sealed record Explorable(string Class, int Schedules, string Again)
{
    /// <summary>The exercise's, which has situations.</summary>
    public static Explorable Of(Exercise exercise) => new(exercise.Races!, exercise.Schedules, $"camp check {exercise.Id} --race --seed {{0}}");
}
