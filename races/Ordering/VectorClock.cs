namespace TrainingCamp.Races.Ordering;

/// <summary>What a strand knows of the others: how far each of them had come when it last heard of it. Slots beyond the end are 0.</summary>
internal sealed class VectorClock
{
    private int[] _times = [];

    public int this[int slot]
    {
        get => slot < _times.Length ? _times[slot] : 0;
        set
        {
            if (slot >= _times.Length)
                Array.Resize(ref _times, slot + 4);
            _times[slot] = value;
        }
    }

    /// <summary>Learns all that <paramref name="other"/> knows.</summary>
    public void Join(VectorClock? other)
    {
        if (other is null)
            return;
        if (other._times.Length > _times.Length)
            Array.Resize(ref _times, other._times.Length);
        for (var slot = 0; slot < other._times.Length; slot++)
            _times[slot] = Math.Max(_times[slot], other._times[slot]);
    }

    public VectorClock Copy() => new() { _times = [.. _times] };
}
