namespace TrainingCamp.Races.Primitives;

/// <summary>What events are made of: set or not; an automatic one lets one waiter through and is no longer set.</summary>
internal sealed class Signal(object identity, bool set, bool automatic)
{
    private int _waiting;

    public bool IsSet { get; private set; } = set;

    public bool Wait(long milliseconds = -1, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        _waiting++;
        var came = Act.WaitFor(() => IsSet || cancellation.IsCancellationRequested, "waits for", identity, milliseconds);
        _waiting--;
        if (!IsSet)
            cancellation.ThrowIfCancellationRequested();
        if (came)
            Consume();
        return came;
    }

    /// <summary>For waits on several: what <see cref="Wait"/> does once it may go on.</summary>
    public void Consume()
    {
        if (automatic)
            IsSet = false;
    }

    public void Set()
    {
        Act.Publish("sets", identity);
        // Two sets before a wait are one.
        if (automatic && IsSet && _waiting == 0)
            Act.Missed(identity);
        IsSet = true;
    }

    public void Reset()
    {
        Act.Step("resets", identity);
        IsSet = false;
    }
}
