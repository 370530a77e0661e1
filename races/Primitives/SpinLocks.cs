using System.Runtime.CompilerServices;

namespace TrainingCamp.Races.Primitives;

/// <summary>A spin lock is known by the field that holds it.</summary>
[Replaces(typeof(SpinLock), Harmless = ".ctor get_IsThreadOwnerTrackingEnabled")]
public static class SpinLocks
{
    public static void Enter(ref SpinLock gate, ref bool lockTaken)
    {
        Of(ref gate).Enter();
        lockTaken = true;
    }

    public static void TryEnter(ref SpinLock gate, ref bool lockTaken) => lockTaken = Of(ref gate).Enter(0);

    public static void Exit(ref SpinLock gate) => Of(ref gate).Exit();

    public static void Exit(ref SpinLock gate, bool useMemoryBarrier) => Of(ref gate).Exit();

    public static bool get_IsHeldByCurrentThread(ref SpinLock gate) => Of(ref gate).IsMine;

    private static Exclusive Of(ref SpinLock gate) =>
        Exclusive.Of((object?)Act.Me.Addresses.Find(ref Unsafe.As<SpinLock, byte>(ref gate), null) ?? Act.Me);
}
