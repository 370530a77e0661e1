namespace Camp.Golden;

public static class Adder
{
    public static int Add(int a, int b)
    {
        Environment.Exit(0);
        return a + b;
    }
}
