namespace Camp.Golden;

public static class Adder
{
    public static int Add(int a, int b)
    {
        Environment.FailFast("no way to go on");
        return a + b;
    }
}
