namespace Camp.Golden;

public static class Adder
{
    public static int Add(int a, int b)
    {
        while (true)
            Console.Write("still adding, still adding, still adding, still adding");
    }
}
