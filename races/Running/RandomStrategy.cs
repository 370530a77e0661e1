namespace TrainingCamp.Races.Running;

/// <summary>Any strand that can run, each as likely as the others.</summary>
/// <param name="stay">How often, in percent, the one that runs goes on without a throw of the dice.</param>
internal sealed class RandomStrategy(Dice dice, int stay) : Strategy(dice)
{
    private Strand? _yielded;

    public override Strand Pick(IReadOnlyList<Strand> ready, Strand? now)
    {
        var yielded = _yielded;
        _yielded = null;
        if (now is not null && now != yielded && Dice.Next(100) < stay && ready.Contains(now))
            return now;
        return ready[Dice.Next(ready.Count)];
    }

    public override void Yields(Strand strand) => _yielded = strand;
}
