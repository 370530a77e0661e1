namespace Camp.Testing;

/// <summary>Threads of their own that start from one line, so that a race has every chance to show.</summary>
public static class Together
{
    /// <summary>Additions that the canary of a race has to lose.</summary>
    private const int Meetings = 1_000;

    /// <summary>How often others get a turn while something must not happen.</summary>
    private const int Turns = 10;

    /// <summary>Runs <paramref name="work"/> once per thread, with the thread's number from 0.</summary>
    /// <returns>A task that ends when all threads have ended, or fails as the first of them fails.</returns>
    public static Task Run(int threads, Action<int> work)
    {
        // A spinning start: waking sleepers one after the other would let the first finish before the last begins.
        var missing = threads;
        return All([.. Enumerable.Range(0, threads).Select(number => Patience.Start(() =>
        {
            Interlocked.Decrement(ref missing);
            while (Volatile.Read(ref missing) > 0)
                Thread.Yield();
            work(number);
        }))]);
    }

    /// <summary>
    /// Lets all threads repeat <paramref name="step"/> side by side until they have met often. A canary tells: a count without a
    /// lock, which loses an addition when two threads are at it at once. So an idle machine is done soon, and a busy one, on
    /// which the threads seldom run at the same time, goes on for longer: up to <paramref name="beats"/> of a pacemaker.
    /// </summary>
    /// <returns>How many steps each thread has made.</returns>
    public static async Task<long[]> Race(int threads, Action<int> step, int beats = 2_000)
    {
        var steps = new long[threads];
        var (over, canary) = (false, 0L);
        await Run(threads + 1, number =>
        {
            if (number == threads)
            {
                for (var beat = 0; beat < beats && (beat < beats / 10 || steps.Sum() - Volatile.Read(ref canary) < Meetings); beat++)
                    Thread.SpinWait(1_000);
                Volatile.Write(ref over, true);
                return;
            }

            while (!Volatile.Read(ref over))
            {
                step(number);
                steps[number]++;
                canary++;
            }
        });
        return steps;
    }

    /// <summary>Ends with the last of <paramref name="tasks"/>, but fails at once with the first that fails.</summary>
    public static async Task All(params IEnumerable<Task> tasks)
    {
        var open = tasks.ToList();
        while (open.Count > 0)
        {
            var ended = await Task.WhenAny(open);
            open.Remove(ended);
            await ended;
        }
    }

    /// <summary>
    /// Gives something that must not happen a fair chance to happen: looks on while the thread pool takes up one piece of work
    /// after the other, which on a busy machine lasts longer. A right answer never depends on how long this takes.
    /// </summary>
    /// <returns>Whether it happened.</returns>
    public static bool Chance(Func<bool> happened)
    {
        for (var turn = 0; turn < Turns; turn++)
        {
            var others = Task.Run(static () => { });
            for (var look = 0; look == 0 || (look < Turns && !others.IsCompleted); look++)
            {
                if (happened())
                    return true;
                Thread.Sleep(1);
            }
        }

        return happened();
    }
}
