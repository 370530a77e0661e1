namespace Camp.Testing;

/// <summary>Threads of their own that start from one line, so that a race has every chance to show.</summary>
public static class Together
{
    /// <summary>How often <see cref="Chance"/> looks while a pool whose threads are all blocked takes up nothing.</summary>
    private const int MostLooks = 10;

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

    /// <summary>Runs <paramref name="work"/> in rounds that all threads begin together, with the thread's and the round's numbers from 0.</summary>
    public static Task Rounds(int threads, int rounds, Action<int, int> work)
    {
        var begun = 0;
        return Run(threads, number =>
        {
            for (var round = 0; round < rounds; round++)
            {
                Interlocked.Increment(ref begun);
                while (Volatile.Read(ref begun) < (round + 1) * threads)
                    Thread.Yield();
                work(number, round);
            }
        });
    }

    /// <summary>
    /// Lets all threads repeat <paramref name="step"/> side by side until a pacemaker has done its work. So a cheap step gets
    /// the millions of turns in which a race shows, and a dear one does not take minutes.
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
                // On a busy machine the threads seldom run at the same time. The canary is a count without a lock: as long
                // as it has lost nothing, a race in the answer would not have shown either, so the race goes on for a while.
                Beat(beats);
                for (var more = 0; more < 2 && steps.Sum() - Volatile.Read(ref canary) < 1_000; more++)
                    Beat(beats);
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

    private static void Beat(int beats)
    {
        for (var beat = 0; beat < beats; beat++)
            Thread.SpinWait(1_000);
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
    /// <param name="turns">Pieces of work; fewer where exploring schedules proves more.</param>
    /// <returns>Whether it happened.</returns>
    public static bool Chance(Func<bool> happened, int turns = 50)
    {
        for (var turn = 0; turn < turns; turn++)
        {
            var others = Task.Run(static () => { });
            for (var look = 0; look == 0 || (look < MostLooks && !others.IsCompleted); look++)
            {
                if (happened())
                    return true;
                // Leaves the processor to the others.
                Thread.Sleep(1);
            }
        }

        return happened();
    }
}
