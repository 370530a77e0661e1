using Camp.Testing;

namespace Camp.Users.Tests;

/// <summary>Threads that do the same thing at the same moment, round after round.</summary>
internal static class Rounds
{
    /// <param name="threads">How many come together in each round.</param>
    /// <param name="rounds">How often.</param>
    /// <param name="work">Gets the thread's number and the round's.</param>
    public static Task Run(int threads, int rounds, Action<int, int> work)
    {
        var (arrived, failed) = (new int[rounds], false);
        return Together.Run(threads, number =>
        {
            for (var round = 0; round < rounds && !Volatile.Read(ref failed); round++)
            {
                // Spinning, since sleepers are woken one after the other; until all are there, or one never comes.
                Interlocked.Increment(ref arrived[round]);
                while (Volatile.Read(ref arrived[round]) < threads && !Volatile.Read(ref failed))
                    Thread.Yield();
                try
                {
                    work(number, round);
                }
                catch
                {
                    Volatile.Write(ref failed, true);
                    throw;
                }
            }
        });
    }
}
