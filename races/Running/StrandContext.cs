namespace TrainingCamp.Races.Running;

/// <summary>What awaits capture: the rest of an async method becomes a strand of the schedule.</summary>
internal sealed class StrandContext(Run run) : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object? state) => run.Spawn(Names.Continuation, () => d(state));

    public override void Send(SendOrPostCallback d, object? state) => d(state);

    // The same object, so that "is it still the context of the await" stays true and code runs inline where it would.
    public override SynchronizationContext CreateCopy() => this;
}
