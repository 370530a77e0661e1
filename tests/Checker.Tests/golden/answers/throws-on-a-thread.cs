namespace Camp.Golden;

public static class Adder
{
    public static int Add(int a, int b)
    {
        var thread = new Thread(() => throw new InvalidOperationException("nobody catches me"));
        thread.Start();
        thread.Join();
        return a + b;
    }
}
