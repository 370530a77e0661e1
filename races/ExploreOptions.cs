namespace TrainingCamp.Races;

/// <summary>How far to look.</summary>
public sealed record ExploreOptions
{
    /// <summary>How many schedules to try, 1 or more. 200 find nearly every bug of a small test.</summary>
    public int Schedules { get; init; } = 200;

    /// <summary>The seed of the first schedule; the others follow it. The same seed is the same schedule, always.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>A schedule that is longer than so many steps counts as a livelock.</summary>
    public int MostSteps { get; init; } = 20_000;

    /// <summary>Whether work that a test leaves behind for ever is a fault: blocked threads, async methods that never go on.</summary>
    public bool Leaks { get; init; } = true;

    /// <summary>How many more schedules to try for a shorter way to the same fault. 0 reports the first one.</summary>
    public int Shorten { get; init; } = 60;

    /// <summary>How long a schedule may stand still, in real time, before it is given up.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Whether all threads stay on one processor (on Linux), which makes the exploration quicker. Not where several run side by side: they
    /// could come to stay on the same one.
    /// </summary>
    public bool OneProcessor { get; init; }

    /// <summary>What a report says of how to see it again; {0} stands for the seed.</summary>
    public string Replay { get; init; } = "explore with seed {0}";
}
