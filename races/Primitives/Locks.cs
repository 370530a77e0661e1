namespace TrainingCamp.Races.Primitives;

[Replaces(typeof(Lock), Harmless = ".ctor")]
public static class Locks
{
    public static void Enter(Lock gate) => Exclusive.Of(gate).Enter();

    public static bool TryEnter(Lock gate) => Exclusive.Of(gate).Enter(0);

    public static bool TryEnter(Lock gate, int millisecondsTimeout) => Exclusive.Of(gate).Enter(millisecondsTimeout);

    public static bool TryEnter(Lock gate, TimeSpan timeout) => TryEnter(gate, (int)Act.Milliseconds(timeout));

    public static void Exit(Lock gate) => Exclusive.Of(gate).Exit();

    public static bool get_IsHeldByCurrentThread(Lock gate) => Exclusive.Of(gate).IsMine;

    /// <summary>The scope itself is empty: which lock it leaves is kept with the strand. Scopes end in the opposite order.</summary>
    public static Lock.Scope EnterScope(Lock gate)
    {
        Exclusive.Of(gate).Enter();
        Act.Me.Scopes.Push(gate);
        return default;
    }
}
