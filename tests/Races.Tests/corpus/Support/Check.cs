namespace RaceCorpus;

public static class Check
{
    public static void That(bool holds, string what)
    {
        if (!holds)
            throw new InvalidOperationException(what);
    }

    public static void Same<T>(T expected, T actual) => That(Equals(expected, actual), $"expected {expected}, found {actual}");
}
