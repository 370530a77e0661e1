namespace Camp.Golden;

public static class Adder
{
    public static int Add(int a) => a;
}
