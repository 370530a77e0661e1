namespace TrainingCamp.Races.Primitives;

[Replaces(typeof(SpinWait), Harmless = "get_Count get_NextSpinWillYield Reset")]
public static class SpinWaits
{
    public static void SpinOnce(ref SpinWait spin) => Threads.Yield();

    public static void SpinOnce(ref SpinWait spin, int sleep1Threshold) => Threads.Yield();

    public static void SpinUntil(Func<bool> condition)
    {
        while (!condition())
            Threads.Yield();
    }

    public static bool SpinUntil(Func<bool> condition, int millisecondsTimeout)
    {
        var deadline = Act.Run.Time.Now + millisecondsTimeout;
        while (!condition())
        {
            if (millisecondsTimeout >= 0 && Act.Run.Time.Now >= deadline)
                return false;
            // Time passes only while somebody sleeps.
            Threads.Sleep(1);
        }

        return true;
    }

    public static bool SpinUntil(Func<bool> condition, TimeSpan timeout) => SpinUntil(condition, (int)Act.Milliseconds(timeout));
}
