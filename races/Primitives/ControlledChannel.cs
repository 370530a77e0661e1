using System.Runtime.CompilerServices;
using System.Threading.Channels;
using TrainingCamp.Races.Ordering;

namespace TrainingCamp.Races.Primitives;

/// <summary>
/// A channel whose every operation is a step of the schedule. Order as in Go: an item brings what its writer knew; a writer to a
/// full channel knows what the reader knew who made room; the end brings what was known at the end.
/// </summary>
internal sealed class ControlledChannel<T> : Channel<T>
{
    private readonly Queue<(T Item, VectorClock Known)> _items = [];
    private readonly Queue<VectorClock> _room = [];
    private readonly List<Waiter> _readers = [];
    private readonly List<Waiter> _writers = [];
    private readonly int _capacity;
    private readonly BoundedChannelFullMode _mode;
    private readonly Action<T>? _dropped;
    private readonly bool _inline;
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? _error;
    private bool _closed;

    public ControlledChannel(int capacity, BoundedChannelFullMode mode, Action<T>? dropped, bool inline)
    {
        (_capacity, _mode, _dropped, _inline) = (capacity, mode, dropped, inline);
        Reader = new ControlledReader(this);
        Writer = new ControlledWriter(this);
    }

    private bool Put(T item)
    {
        Act.Step("writes to", this);
        if (_closed)
        {
            Act.Run.Acquire(this);
            return false;
        }

        if (_items.Count >= _capacity)
        {
            if (_mode == BoundedChannelFullMode.Wait)
                return false;
            if (_mode == BoundedChannelFullMode.DropWrite)
            {
                _dropped?.Invoke(item);
                return true;
            }

            Drop();
        }

        if (_room.TryDequeue(out var room))
            Act.Me.Clock.Join(room);
        _items.Enqueue((item, Act.Run.Known()));
        Wake(_readers, Again);
        return true;
    }

    private bool Get(out T item, bool take = true)
    {
        Act.Step(take ? "reads from" : "looks into", this);
        if (!_items.TryPeek(out var first))
        {
            if (_closed)
                Act.Run.Acquire(this);
            item = default!;
            return false;
        }

        item = first.Item;
        Act.Me.Clock.Join(first.Known);
        if (take)
        {
            _items.Dequeue();
            _room.Enqueue(Act.Run.Known());
            Wake(_writers, Again);
            EndWhenEmpty();
        }

        return true;
    }

    private bool Close(Exception? error)
    {
        Act.Step("closes", this);
        if (_closed)
            return false;
        (_closed, _error) = (true, error);
        Act.Run.Release(this);
        foreach (var waiters in new[] { _readers, _writers })
            Wake(waiters, source => error is null ? source.TrySetResult(false) : source.TrySetException(error));

        EndWhenEmpty();
        return true;
    }

    /// <summary>A task that ends with true when it is worth to try again, and at the end with false or the channel's error.</summary>
    private Task<bool> Await(List<Waiter> waiters, CancellationToken cancellation)
    {
        var waiter = new Waiter(new TaskCompletionSource<bool>(_inline ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously));
        waiters.Add(waiter);
        cancellation.Register(() =>
        {
            if (waiters.Remove(waiter))
                waiter.End(source => source.TrySetCanceled(cancellation));
        });
        return waiter.Source.Task;
    }

    private static bool Again(TaskCompletionSource<bool> source) => source.TrySetResult(true);

    private void Drop()
    {
        var kept = _items.ToList();
        var at = _mode == BoundedChannelFullMode.DropNewest ? kept.Count - 1 : 0;
        _dropped?.Invoke(kept[at].Item);
        kept.RemoveAt(at);
        _items.Clear();
        kept.ForEach(_items.Enqueue);
    }

    // Before an item is read or written. The error of the channel is not this call's own: it comes inside of another one.
    private async Task Try(List<Waiter> waiters, CancellationToken cancellation)
    {
        try
        {
            await Ended(Await(waiters, cancellation));
        }
        catch (Exception error) when (error == _error)
        {
            // Whoever tries again finds the channel closed.
        }
    }

    // All of them: who finds nothing left waits again.
    private static void Wake(List<Waiter> waiters, Func<TaskCompletionSource<bool>, bool> end)
    {
        Waiter[] woken = [.. waiters];
        waiters.Clear();
        foreach (var waiter in woken)
            waiter.End(end);
    }

    private void EndWhenEmpty()
    {
        if (!_closed || _items.Count > 0 || _completion.Task.IsCompleted)
            return;
        Act.Run.Ends(_completion.Task);
        if (_error is OperationCanceledException cancelled)
            _completion.TrySetCanceled(cancelled.CancellationToken);
        else if (_error is not null)
            _completion.TrySetException(_error);
        else
            _completion.TrySetResult();
    }

    private sealed record Waiter(TaskCompletionSource<bool> Source)
    {
        public void End(Func<TaskCompletionSource<bool>, bool> end)
        {
            Act.Run.Ends(Source.Task);
            end(Source);
        }
    }

    private sealed class ControlledReader(ControlledChannel<T> channel) : ChannelReader<T>
    {
        public override bool CanCount => true;

        public override bool CanPeek => true;

        public override int Count
        {
            get
            {
                Act.Step("counts", channel);
                return channel._items.Count;
            }
        }

        public override Task Completion => channel._completion.Task;

        public override bool TryRead(out T item) => channel.Get(out item);

        public override bool TryPeek(out T item) => channel.Get(out item, take: false);

        public override ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken = default)
        {
            Act.Step("waits to read from", channel);
            if (cancellationToken.IsCancellationRequested)
                return ValueTask.FromCanceled<bool>(cancellationToken);
            if (channel._items.Count > 0)
                return new(true);
            if (!channel._closed)
                return new(channel.Await(channel._readers, cancellationToken));
            Act.Run.Acquire(channel);
            return channel._error is { } error ? ValueTask.FromException<bool>(error) : new(false);
        }

        // The framework's own would go on on the thread pool.
        public override async IAsyncEnumerable<T> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            while (await Ended(WaitToReadAsync(cancellationToken).AsTask()))
            {
                while (TryRead(out var item))
                    yield return item;
            }
        }

        public override ValueTask<T> ReadAsync(CancellationToken cancellationToken = default)
        {
            if (cancellationToken.IsCancellationRequested)
                return ValueTask.FromCanceled<T>(cancellationToken);
            return TryRead(out var item) ? new(item) : new(Ordered.Task(Slow));

            async Task<T> Slow()
            {
                while (!channel._closed || channel._items.Count > 0)
                {
                    if (channel._items.Count == 0)
                        await channel.Try(channel._readers, cancellationToken);
                    if (TryRead(out var later))
                        return later;
                }

                throw new ChannelClosedException(channel._error);
            }
        }
    }

    private sealed class ControlledWriter(ControlledChannel<T> channel) : ChannelWriter<T>
    {
        public override bool TryWrite(T item) => channel.Put(item);

        public override bool TryComplete(Exception? error = null) => channel.Close(error);

        public override ValueTask<bool> WaitToWriteAsync(CancellationToken cancellationToken = default)
        {
            Act.Step("waits to write to", channel);
            if (cancellationToken.IsCancellationRequested)
                return ValueTask.FromCanceled<bool>(cancellationToken);
            if (!channel._closed && (channel._items.Count < channel._capacity || channel._mode != BoundedChannelFullMode.Wait))
                return new(true);
            if (!channel._closed)
                return new(channel.Await(channel._writers, cancellationToken));
            Act.Run.Acquire(channel);
            return channel._error is { } error ? ValueTask.FromException<bool>(error) : new(false);
        }

        public override ValueTask WriteAsync(T item, CancellationToken cancellationToken = default)
        {
            if (cancellationToken.IsCancellationRequested)
                return ValueTask.FromCanceled(cancellationToken);
            return TryWrite(item) ? default : new(Ordered.Task(Slow));

            async Task<bool> Slow()
            {
                while (!channel._closed)
                {
                    if (channel._items.Count >= channel._capacity)
                        await channel.Try(channel._writers, cancellationToken);
                    if (TryWrite(item))
                        return true;
                }

                throw new ChannelClosedException(channel._error);
            }
        }
    }

    // This code is not rewritten, so it says itself what it learns.
    private static async Task<bool> Ended(Task<bool> waiting)
    {
        try
        {
            return await waiting;
        }
        finally
        {
            Act.Run.Joined(waiting);
        }
    }
}
