namespace TrainingCamp.Races.Running;

/// <summary>
/// PCT (Burckhardt and others, 2010): the strand of the highest priority runs, and now and then it falls behind all others.
/// Finds what a few switches at the right places bring about.
/// </summary>
/// <param name="oneIn">How seldom the priorities change: in one step of so many.</param>
internal sealed class PriorityStrategy(Dice dice, int oneIn) : Strategy(dice)
{
    // A strand that spins and waits for a lower one would keep it from running for ever.
    private const int MostInARow = 60;

    private readonly Dictionary<Strand, long> _priorities = [];
    private long _lowest = -1;
    private int _inARow;

    public override Strand Pick(IReadOnlyList<Strand> ready, Strand? now)
    {
        if (now is not null && (Dice.Next(oneIn) == 0 || ++_inARow > MostInARow))
            Yields(now);
        Strand? best = null;
        foreach (var strand in ready)
        {
            if (!_priorities.ContainsKey(strand))
                _priorities[strand] = Dice.Next(int.MaxValue);
            if (best is null || _priorities[strand] > _priorities[best])
                best = strand;
        }

        if (best != now)
            _inARow = 0;
        return best!;
    }

    public override void Yields(Strand strand)
    {
        _priorities[strand] = _lowest--;
        _inARow = 0;
    }
}
