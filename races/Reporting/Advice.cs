using TrainingCamp.Races.Ordering;

namespace TrainingCamp.Races.Reporting;

/// <summary>Says what would order two accesses.</summary>
internal static class Advice
{
    public static string For(Access earlier, Access later, Words words)
    {
        if (earlier.Atomic != later.Atomic)
            return "one of them is atomic, and the other is not. Interlocked or Volatile on one side only orders nothing: use it on both.";
        var (first, second) = (earlier.Held, later.Held);
        if (first.Count == 0 && second.Count == 0)
            return "a lock that both hold would, or awaiting the one before the other starts, or Interlocked for a single number.";
        if (first.Any(held => second.Any(other => other.Lock == held.Lock)))
            return $"both are inside {words.Of(first[^1].Lock)} in a way that lets several in at once. A write needs to be inside alone.";
        if (first.Count > 0 && second.Count > 0)
            return $"they hold different locks, {words.Of(first[^1].Lock)} and {words.Of(second[^1].Lock)}. One lock guards only against those who take the same one.";
        var held = first.Count > 0 ? first : second;
        return $"only one side holds {words.Of(held[^1].Lock)}. A lock guards only against those who take it, too.";
    }
}
