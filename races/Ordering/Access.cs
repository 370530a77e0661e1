namespace TrainingCamp.Races.Ordering;

/// <summary>One access to memory: who, when by their own clock, where in the source, how, and holding what.</summary>
/// <param name="Slot">The slot of the strand in vector clocks.</param>
/// <param name="Time">The strand's own time.</param>
/// <param name="Site">Index into the program's sites.</param>
/// <param name="Step">The number of the step in the schedule.</param>
internal sealed record Access(Running.Strand Strand, Actor Actor, int Slot, int Time, int Site, bool Writes, bool Atomic, IReadOnlyList<Held> Held, int Step);
