using System.Runtime.CompilerServices;

namespace TrainingCamp.Races.Primitives;

[Replaces(typeof(SemaphoreSlim), Harmless = ".ctor")]
public static class SemaphoreSlims
{
    internal static Semaphore Of(SemaphoreSlim semaphore) => Act.Run.Model(semaphore, () => new Semaphore(semaphore, semaphore.CurrentCount, MostOf(semaphore)));

    public static int get_CurrentCount(SemaphoreSlim semaphore)
    {
        Act.Step("reads the count of", semaphore);
        return Of(semaphore).Count;
    }

    public static void Wait(SemaphoreSlim semaphore) => Of(semaphore).Wait(default);

    public static void Wait(SemaphoreSlim semaphore, CancellationToken cancellationToken) => Of(semaphore).Wait(cancellationToken);

    public static bool Wait(SemaphoreSlim semaphore, int millisecondsTimeout) => Of(semaphore).Wait(default, millisecondsTimeout);

    public static bool Wait(SemaphoreSlim semaphore, TimeSpan timeout) => Of(semaphore).Wait(default, Act.Milliseconds(timeout));

    public static bool Wait(SemaphoreSlim semaphore, int millisecondsTimeout, CancellationToken cancellationToken) => Of(semaphore).Wait(cancellationToken, millisecondsTimeout);

    public static bool Wait(SemaphoreSlim semaphore, TimeSpan timeout, CancellationToken cancellationToken) => Of(semaphore).Wait(cancellationToken, Act.Milliseconds(timeout));

    public static Task WaitAsync(SemaphoreSlim semaphore) => Of(semaphore).WaitAsync(default);

    public static Task WaitAsync(SemaphoreSlim semaphore, CancellationToken cancellationToken) => Of(semaphore).WaitAsync(cancellationToken);

    public static Task<bool> WaitAsync(SemaphoreSlim semaphore, int millisecondsTimeout) => Of(semaphore).WaitAsync(default, millisecondsTimeout);

    public static Task<bool> WaitAsync(SemaphoreSlim semaphore, TimeSpan timeout) => Of(semaphore).WaitAsync(default, Act.Milliseconds(timeout));

    public static Task<bool> WaitAsync(SemaphoreSlim semaphore, int millisecondsTimeout, CancellationToken cancellationToken) => Of(semaphore).WaitAsync(cancellationToken, millisecondsTimeout);

    public static Task<bool> WaitAsync(SemaphoreSlim semaphore, TimeSpan timeout, CancellationToken cancellationToken) => Of(semaphore).WaitAsync(cancellationToken, Act.Milliseconds(timeout));

    public static int Release(SemaphoreSlim semaphore) => Of(semaphore).Release(1);

    public static int Release(SemaphoreSlim semaphore, int releaseCount) => Of(semaphore).Release(releaseCount);

    public static void Dispose(SemaphoreSlim semaphore) => Of(semaphore).Dispose();

    // The only place where the framework keeps the limit.
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "m_maxCount")]
    private static extern ref int MostOf(SemaphoreSlim semaphore);
}
