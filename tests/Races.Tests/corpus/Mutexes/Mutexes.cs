namespace RaceCorpus.Mutexes;

public static class Mutexes
{
    public static async Task Counter_correct()
    {
        var (count, gate) = (0, new Mutex());
        await Both.Twice(() =>
        {
            gate.WaitOne();
            count++;
            gate.ReleaseMutex();
        });
        Check.Same(2, count);
    }

    public static async Task One_side_only_broken()
    {
        var (count, gate) = (0, new Mutex());
        await Both.Run(() => { gate.WaitOne(); count++; gate.ReleaseMutex(); }, () => { count++; });
    }

    public static async Task Two_orders_broken()
    {
        var (one, other) = (new Mutex(), new Mutex());
        await Both.Run(() => Take(one, other), () => Take(other, one));

        static void Take(Mutex first, Mutex second)
        {
            first.WaitOne();
            second.WaitOne();
            second.ReleaseMutex();
            first.ReleaseMutex();
        }
    }

    public static async Task All_at_once_correct()
    {
        var (one, other) = (new Mutex(), new Mutex());
        await Both.Run(() => Take([one, other]), () => Take([other, one]));

        static void Take(Mutex[] both)
        {
            WaitHandle.WaitAll(both);
            foreach (var mutex in both)
                mutex.ReleaseMutex();
        }
    }

    public static async Task Abandoned_broken()
    {
        var gate = new Mutex();
        await Both.Twice(() => gate.WaitOne());
    }
}
