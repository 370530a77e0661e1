namespace TrainingCamp.Races.Primitives;

[Replaces(typeof(Lock.Scope))]
public static class LockScopes
{
    public static void Dispose(ref Lock.Scope scope)
    {
        if (Act.Me.Scopes.TryPop(out var gate))
            Exclusive.Of(gate).Exit();
    }
}
