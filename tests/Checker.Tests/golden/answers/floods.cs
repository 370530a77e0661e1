namespace Camp.Golden;

public static class Adder
{
    public static int Add(int a, int b)
    {
        while (true)
            Console.WriteLine("still adding, still adding, still adding, still adding");
    }
}
