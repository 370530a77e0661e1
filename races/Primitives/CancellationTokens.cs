namespace TrainingCamp.Races.Primitives;

[Replaces(typeof(CancellationToken), Harmless = ".ctor get_None get_CanBeCanceled Equals op_Equality op_Inequality GetHashCode")]
public static class CancellationTokens
{
    public static bool get_IsCancellationRequested(ref CancellationToken token) => Cancellation.Look(token);

    public static void ThrowIfCancellationRequested(ref CancellationToken token)
    {
        Cancellation.Look(token);
        token.ThrowIfCancellationRequested();
    }

    public static CancellationTokenRegistration Register(ref CancellationToken token, Action callback) => Callback.On(token, callback);

    public static CancellationTokenRegistration Register(ref CancellationToken token, Action callback, bool useSynchronizationContext) => Callback.On(token, callback);

    public static CancellationTokenRegistration Register(ref CancellationToken token, Action<object?> callback, object? state) => Callback.On(token, () => callback(state));

    public static CancellationTokenRegistration Register(ref CancellationToken token, Action<object?, CancellationToken> callback, object? state)
    {
        var cancelled = token;
        return Callback.On(token, () => callback(state, cancelled));
    }

    public static CancellationTokenRegistration UnsafeRegister(ref CancellationToken token, Action<object?> callback, object? state) => Callback.On(token, () => callback(state));

    public static CancellationTokenRegistration UnsafeRegister(ref CancellationToken token, Action<object?, CancellationToken> callback, object? state)
    {
        var cancelled = token;
        return Callback.On(token, () => callback(state, cancelled));
    }
}
