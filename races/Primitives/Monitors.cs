namespace TrainingCamp.Races.Primitives;

[Replaces(typeof(Monitor))]
public static class Monitors
{
    public static void Enter(object obj)
    {
        ArgumentNullException.ThrowIfNull(obj);
        Exclusive.Of(obj).Enter();
    }

    public static void Enter(object obj, ref bool lockTaken)
    {
        Enter(obj);
        lockTaken = true;
    }

    public static bool TryEnter(object obj) => TryEnter(obj, 0);

    public static bool TryEnter(object obj, int millisecondsTimeout)
    {
        ArgumentNullException.ThrowIfNull(obj);
        return Exclusive.Of(obj).Enter(millisecondsTimeout);
    }

    public static bool TryEnter(object obj, TimeSpan timeout) => TryEnter(obj, (int)Act.Milliseconds(timeout));

    public static void TryEnter(object obj, ref bool lockTaken) => lockTaken = TryEnter(obj, 0);

    public static void TryEnter(object obj, int millisecondsTimeout, ref bool lockTaken) => lockTaken = TryEnter(obj, millisecondsTimeout);

    public static void TryEnter(object obj, TimeSpan timeout, ref bool lockTaken) => lockTaken = TryEnter(obj, timeout);

    public static void Exit(object obj) => Exclusive.Of(obj).Exit();

    public static bool IsEntered(object obj) => Exclusive.Of(obj).IsMine;

    public static bool Wait(object obj) => Exclusive.Of(obj).WaitForPulse(-1);

    public static bool Wait(object obj, int millisecondsTimeout) => Exclusive.Of(obj).WaitForPulse(millisecondsTimeout);

    public static bool Wait(object obj, TimeSpan timeout) => Wait(obj, (int)Act.Milliseconds(timeout));

    public static void Pulse(object obj) => Exclusive.Of(obj).Pulse(all: false);

    public static void PulseAll(object obj) => Exclusive.Of(obj).Pulse(all: true);
}
