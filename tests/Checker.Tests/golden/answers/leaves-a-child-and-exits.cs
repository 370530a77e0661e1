using System.Diagnostics;

namespace Camp.Golden;

public static class Adder
{
    public static int Add(int a, int b)
    {
        Process.Start("sleep", "1000");
        Environment.Exit(0);
        return a + b;
    }
}
