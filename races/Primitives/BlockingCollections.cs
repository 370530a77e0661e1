using System.Collections.Concurrent;

namespace TrainingCamp.Races.Primitives;

[Replaces(typeof(BlockingCollection<>), Harmless = ".ctor Dispose get_BoundedCapacity")]
public static class BlockingCollections
{
    public static void Add<T>(BlockingCollection<T> items, T item) => TryAdd(items, item, -1, default);

    public static void Add<T>(BlockingCollection<T> items, T item, CancellationToken cancellationToken) => TryAdd(items, item, -1, cancellationToken);

    public static bool TryAdd<T>(BlockingCollection<T> items, T item) => TryAdd(items, item, 0, default);

    public static bool TryAdd<T>(BlockingCollection<T> items, T item, int millisecondsTimeout) => TryAdd(items, item, millisecondsTimeout, default);

    public static bool TryAdd<T>(BlockingCollection<T> items, T item, TimeSpan timeout) => TryAdd(items, item, (int)Act.Milliseconds(timeout), default);

    public static bool TryAdd<T>(BlockingCollection<T> items, T item, int millisecondsTimeout, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var room = Act.WaitFor(() => items.IsAddingCompleted || items.BoundedCapacity < 0 || items.Count < items.BoundedCapacity || cancellationToken.IsCancellationRequested,
            "adds to", items, millisecondsTimeout);
        cancellationToken.ThrowIfCancellationRequested();
        if (room)
            Act.Run.Release(items);
        return room && items.TryAdd(item);
    }

    public static T Take<T>(BlockingCollection<T> items) => Take(items, default);

    public static T Take<T>(BlockingCollection<T> items, CancellationToken cancellationToken) =>
        TryTake(items, out var item, -1, cancellationToken) ? item : throw new InvalidOperationException("The collection argument is empty and has been marked as complete with regards to additions.");

    public static bool TryTake<T>(BlockingCollection<T> items, out T item) => TryTake(items, out item, 0, default);

    public static bool TryTake<T>(BlockingCollection<T> items, out T item, int millisecondsTimeout) => TryTake(items, out item, millisecondsTimeout, default);

    public static bool TryTake<T>(BlockingCollection<T> items, out T item, TimeSpan timeout) => TryTake(items, out item, (int)Act.Milliseconds(timeout), default);

    public static bool TryTake<T>(BlockingCollection<T> items, out T item, int millisecondsTimeout, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Act.WaitFor(() => items.Count > 0 || items.IsAddingCompleted || cancellationToken.IsCancellationRequested, "takes from", items, millisecondsTimeout);
        cancellationToken.ThrowIfCancellationRequested();
        Act.Run.Release(items);
        return items.TryTake(out item!);
    }

    public static void CompleteAdding<T>(BlockingCollection<T> items)
    {
        Act.Publish("closes", items);
        items.CompleteAdding();
    }

    public static IEnumerable<T> GetConsumingEnumerable<T>(BlockingCollection<T> items) => GetConsumingEnumerable(items, default);

    public static IEnumerable<T> GetConsumingEnumerable<T>(BlockingCollection<T> items, CancellationToken cancellationToken)
    {
        while (TryTake(items, out var item, -1, cancellationToken))
            yield return item;
    }

    public static int get_Count<T>(BlockingCollection<T> items) => Looked(items).Count;

    public static bool get_IsCompleted<T>(BlockingCollection<T> items) => Looked(items).IsCompleted;

    public static bool get_IsAddingCompleted<T>(BlockingCollection<T> items) => Looked(items).IsAddingCompleted;

    public static T[] ToArray<T>(BlockingCollection<T> items) => Looked(items).ToArray();

    private static BlockingCollection<T> Looked<T>(BlockingCollection<T> items)
    {
        Act.Step("looks into", items);
        Act.Run.Acquire(items);
        return items;
    }
}
