namespace TrainingCamp.Races.Primitives;

[Replaces(typeof(CancellationTokenRegistration), Harmless = "get_Token Equals op_Equality op_Inequality GetHashCode")]
public static class Registrations
{
    public static void Dispose(ref CancellationTokenRegistration registration) => Callback.TakeOff(registration, wait: true);

    public static bool Unregister(ref CancellationTokenRegistration registration) => Callback.TakeOff(registration, wait: false);

    public static ValueTask DisposeAsync(ref CancellationTokenRegistration registration)
    {
        // As the framework's: asynchronous, yet it waits.
        Callback.TakeOff(registration, wait: true);
        return default;
    }
}
