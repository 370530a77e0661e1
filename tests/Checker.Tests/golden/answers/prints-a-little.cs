namespace Camp.Golden;

public static class Adder
{
    public static int Add(int a, int b)
    {
        Console.Write("no line end");
        Console.Error.WriteLine("{\"$type\":\"not json");
        return a + b;
    }
}
