namespace RaceCorpus.Threads;

public static class Threads
{
    public static void Joined_correct()
    {
        var count = 0;
        var thread = new Thread(() => count++);
        thread.Start();
        thread.Join();
        Check.Same(1, count);
    }

    public static void Not_joined_broken()
    {
        var count = 0;
        var thread = new Thread(() => count++);
        thread.Start();
        _ = count;
    }

    public static void Two_correct()
    {
        var (count, gate) = (0, new Lock());
        Thread[] threads = [new(() => { lock (gate) count++; }), new(() => { lock (gate) count++; })];
        foreach (var thread in threads)
            thread.Start();
        foreach (var thread in threads)
            thread.Join();
        Check.Same(2, count);
    }

    public static void Two_broken()
    {
        var count = 0;
        Thread[] threads = [new(() => count++), new(() => count++)];
        foreach (var thread in threads)
            thread.Start();
        foreach (var thread in threads)
            thread.Join();
    }

    public static void With_an_argument_correct()
    {
        var sum = 0;
        var thread = new Thread(number => Interlocked.Add(ref sum, (int)number!)) { IsBackground = true, Name = "adder" };
        thread.Start(4);
        Check.That(thread.Join(TimeSpan.FromMinutes(1)), "ended");
        Check.Same(4, sum);
    }

    public static void Sleep_orders_nothing_broken()
    {
        var value = 0;
        var thread = new Thread(() => value = 1);
        thread.Start();
        Thread.Sleep(1_000);
        _ = value;
        thread.Join();
    }

    public static void Values_of_a_thread_correct()
    {
        var local = new ThreadLocal<int>(() => 1);
        var other = 0;
        var thread = new Thread(() => { local.Value++; other = local.Value; });
        thread.Start();
        thread.Join();
        Check.Same(3, local.Value + other);
    }

    public static void Left_running_broken()
    {
        var never = new ManualResetEventSlim();
        new Thread(() => never.Wait()).Start();
    }

    public static void An_exception_on_a_thread_broken() => new Thread(() => throw new InvalidOperationException("nobody catches this")).Start();
}
