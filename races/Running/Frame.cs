using TrainingCamp.Races.Ordering;

namespace TrainingCamp.Races.Running;

/// <summary>
/// A call of an async method, which may go on in another strand after each await. Rewritten state machines keep theirs in a field.
/// </summary>
internal sealed class Frame(string method, Actor caller, int startedAt)
{
    /// <summary>Who acts in it: whoever called it, until it is left running on its own.</summary>
    public Actor Actor { get; set; } = caller;

    public string Method => method;

    public int StartedAt => startedAt;

    /// <summary>What was known when it began to wait; null while it runs.</summary>
    public VectorClock? Suspended { get; set; }

    /// <summary>Where it waits.</summary>
    public int AwaitedAt { get; set; }

    /// <summary>Semaphores that it holds over an await.</summary>
    public IReadOnlyList<Held> Held { get; set; } = [];

    /// <summary>Whether <see cref="Actor"/> is settled.</summary>
    public bool Named { get; set; }
}
