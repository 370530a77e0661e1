namespace TrainingCamp.Races.Primitives;

[Replaces(typeof(Mutex), Harmless = "Dispose Close")]
public static class Mutexes
{
    public static Mutex New() => new();

    public static Mutex New(bool initiallyOwned)
    {
        var mutex = new Mutex();
        if (initiallyOwned)
            Exclusive.Of(mutex).Enter();
        return mutex;
    }

    public static void ReleaseMutex(Mutex mutex)
    {
        if (!Exclusive.Of(mutex).IsMine)
            throw new ApplicationException("Object synchronization method was called from an unsynchronized block of code.");
        Exclusive.Of(mutex).Exit();
    }

    internal static bool Enter(Mutex mutex, long milliseconds)
    {
        var gate = Exclusive.Of(mutex);
        if (!gate.Enter(milliseconds))
            return false;
        if (gate.WasAbandoned)
        {
            gate.WasAbandoned = false;
            throw new AbandonedMutexException();
        }

        return true;
    }
}
