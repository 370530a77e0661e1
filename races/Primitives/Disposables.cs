namespace TrainingCamp.Races.Primitives;

// using calls Dispose through the interface: who is disposed shows only now.
[Replaces(typeof(IDisposable), Harmless = "*")]
public static class Disposables
{
    public static void Dispose(IDisposable disposable)
    {
        switch (disposable)
        {
            case Timer timer:
                Timers.Dispose(timer);
                break;
            case PeriodicTimer timer:
                PeriodicTimers.Dispose(timer);
                break;
            case CancellationTokenSource source:
                CancellationSources.Dispose(source);
                break;
            case SemaphoreSlim semaphore:
                SemaphoreSlims.Dispose(semaphore);
                break;
            case CancellationTokenRegistration registration:
                Registrations.Dispose(ref registration);
                break;
            case ReaderWriterLockSlim:
                break;
            default:
                disposable.Dispose();
                break;
        }
    }
}

[Replaces(typeof(IAsyncDisposable), Harmless = "*")]
public static class AsyncDisposables
{
    public static ValueTask DisposeAsync(IAsyncDisposable disposable) => disposable switch
    {
        Timer timer => Timers.DisposeAsync(timer),
        CancellationTokenRegistration registration => Registrations.DisposeAsync(ref registration),
        _ => disposable.DisposeAsync(),
    };
}
