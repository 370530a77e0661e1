namespace TrainingCamp.Races.Running;

/// <summary>Unwinds the strands of a schedule that is over. Rewritten code cannot catch it: every handler throws it again.</summary>
internal sealed class ScheduleAbandonedException() : Exception("This schedule is over.");
