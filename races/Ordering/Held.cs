namespace TrainingCamp.Races.Ordering;

/// <summary>A lock that is held.</summary>
/// <param name="Site">Where it was taken.</param>
/// <param name="Mode">"lock", "read lock", "semaphore".</param>
/// <param name="Frame">The async call that took it, which may keep it over an await.</param>
internal sealed record Held(object Lock, int Site, string Mode, Running.Frame? Frame);
