namespace TrainingCamp.Races.Running;

/// <summary>One step of a schedule.</summary>
/// <param name="What">"reads", "enters", "releases": a verb.</param>
/// <param name="Target">What it is done to: a cell, a lock, a task; may be null.</param>
internal readonly record struct Step(Strand Strand, Ordering.Actor Actor, string What, object? Target, int Site);
