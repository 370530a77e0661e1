namespace TrainingCamp.Races.Ordering;

/// <summary>Who acts: a test, a task, a thread, an async method that was left running.</summary>
/// <param name="StartedAt">The site that started it; negative for the test itself.</param>
internal sealed record Actor(string Name, int StartedAt);
