namespace RaceCorpus.Endings;

public static class Endings
{
    public static async Task Polite_for_ever_broken()
    {
        var wants = new bool[2];
        await Both.Run(() => Enter(0), () => Enter(1));

        void Enter(int me)
        {
            Volatile.Write(ref wants[me], true);
            while (Volatile.Read(ref wants[1 - me]))
                Thread.Yield();
        }
    }

    public static async Task Steps_back_correct()
    {
        var (one, other) = (new Lock(), new Lock());
        await Both.Run(() => Take(one, other), () => Take(other, one));

        static void Take(Lock first, Lock second)
        {
            while (true)
            {
                lock (first)
                {
                    if (second.TryEnter())
                    {
                        second.Exit();
                        return;
                    }
                }

                Thread.Yield();
            }
        }
    }

    public static async Task Philosophers_broken()
    {
        Lock[] forks = [new(), new(), new()];
        await Task.WhenAll(Enumerable.Range(0, 3).Select(seat => Task.Run(() =>
        {
            lock (forks[seat])
                lock (forks[(seat + 1) % 3])
                {
                }
        })));
    }

    public static async Task Philosophers_correct()
    {
        Lock[] forks = [new(), new(), new()];
        await Task.WhenAll(Enumerable.Range(0, 3).Select(seat => Task.Run(() =>
        {
            lock (forks[Math.Min(seat, (seat + 1) % 3)])
                lock (forks[Math.Max(seat, (seat + 1) % 3)])
                {
                }
        })));
    }

    public static async Task Blocked_on_its_own_task_broken()
    {
        Task? self = null;
        var ready = new TaskCompletionSource();
        self = Task.Run(async () =>
        {
            await ready.Task;
            self!.Wait();
        });
        ready.SetResult();
        await self;
    }

    public static async Task A_failure_only_some_orders_show_broken()
    {
        var last = 0;
        await Both.Run(() => Interlocked.Exchange(ref last, 1), () => Interlocked.Exchange(ref last, 2));
        Check.Same(2, last);
    }
}
