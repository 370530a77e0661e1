namespace TrainingCamp.Races.Running;

/// <summary>Decides who goes on at each step.</summary>
internal abstract class Strategy(Dice dice)
{
    protected Dice Dice { get; } = dice;

    /// <summary>Different seeds look in different ways: some bugs need many switches, some a few at the right place.</summary>
    public static Strategy Of(int seed, Dice dice) => (seed & 3) switch
    {
        0 => new PriorityStrategy(dice, oneIn: 24),
        1 => new RandomStrategy(dice, stay: 0),
        2 => new PriorityStrategy(dice, oneIn: 6),
        _ => new RandomStrategy(dice, stay: 70),
    };

    /// <param name="ready">Not empty, in the order in which they were started.</param>
    /// <param name="now">Who has run up to here; null when it has ended.</param>
    public abstract Strand Pick(IReadOnlyList<Strand> ready, Strand? now);

    /// <summary>A strand says that it cannot get on by itself: it spins, yields or sleeps for no time.</summary>
    public abstract void Yields(Strand strand);
}
