namespace TrainingCamp.Races;

/// <summary>What came of an exploration.</summary>
/// <param name="Finding">What was found; null when every schedule was fine.</param>
/// <param name="Schedules">How many schedules were tried until then, without those that looked for a shorter one.</param>
/// <param name="Steps">How many steps they had together.</param>
public sealed record Exploration(Finding? Finding, int Schedules, long Steps);
