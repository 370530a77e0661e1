namespace Camp.Golden;

public static class Adder
{
    private static readonly object First = new();
    private static readonly object Second = new();

    public static int Add(int a, int b)
    {
        using var both = new Barrier(2);
        var other = Task.Run(() => Hold(Second, First, both));
        Hold(First, Second, both);
        other.Wait();
        return a + b;
    }

    private static void Hold(object outer, object inner, Barrier both)
    {
        lock (outer)
        {
            both.SignalAndWait();
            lock (inner)
            {
            }
        }
    }
}
