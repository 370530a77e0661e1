namespace TrainingCamp.Races.Running;

/// <summary>What a strand waits for.</summary>
/// <param name="Ready">Whether it may go on; looks and changes nothing.</param>
/// <param name="Deadline">The virtual time at which it gives up.</param>
/// <param name="What">"to enter", "for a pulse of": what it would say.</param>
/// <param name="Target">The lock, event or collection that it waits for.</param>
/// <param name="Holders">Who has it now, if anybody has.</param>
internal sealed record Wait(Func<bool> Ready, long Deadline, string What, object? Target, Func<IEnumerable<Strand>>? Holders)
{
    public const long Never = long.MaxValue;
}
