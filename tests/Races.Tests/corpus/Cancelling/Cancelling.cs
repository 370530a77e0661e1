namespace RaceCorpus.Cancelling;

public static class Cancelling
{
    private static async Task<bool> IsCancelled(Task task)
    {
        try
        {
            await task;
            return false;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }

    public static async Task Delay_correct()
    {
        using var cancel = new CancellationTokenSource();
        var waiter = Task.Run(() => IsCancelled(Task.Delay(Timeout.Infinite, cancel.Token)));
        cancel.Cancel();
        Check.That(await waiter, "cancelled");
    }

    public static async Task Token_ignored_broken()
    {
        using var cancel = new CancellationTokenSource();
        var waiter = Task.Run(() => IsCancelled(Task.Delay(Timeout.Infinite, CancellationToken.None)));
        cancel.Cancel();
        await waiter;
    }

    public static async Task Looked_at_correct()
    {
        var (value, cancel) = (0, new CancellationTokenSource());
        var loop = Task.Run(async () =>
        {
            while (!cancel.Token.IsCancellationRequested)
                await Task.Yield();
            return value;
        });
        value = 3;
        cancel.Cancel();
        Check.Same(3, await loop);
    }

    public static async Task Looked_at_too_late_broken()
    {
        var (value, cancel) = (0, new CancellationTokenSource());
        var loop = Task.Run(async () =>
        {
            while (!cancel.Token.IsCancellationRequested)
                await Task.Yield();
            return value;
        });
        cancel.Cancel();
        value = 3;
        await loop;
    }

    public static async Task After_a_while_correct()
    {
        using var cancel = new CancellationTokenSource(20);
        Check.That(await IsCancelled(Task.Run(() => Task.Delay(Timeout.Infinite, cancel.Token))), "cancelled");
    }

    public static async Task Callback_correct()
    {
        var (value, seen) = (7, 0);
        using var cancel = new CancellationTokenSource();
        using var callback = cancel.Token.Register(() => seen = value);
        await Task.Run(cancel.Cancel);
        Check.Same(7, seen);
    }

    public static async Task Callback_beside_broken()
    {
        var value = 0;
        using var cancel = new CancellationTokenSource();
        using var callback = cancel.Token.Register(() => value++);
        var canceller = Task.Run(cancel.Cancel);
        value++;
        await canceller;
    }

    public static async Task Taken_off_under_the_lock_broken()
    {
        var (gate, cancel) = (new Lock(), new CancellationTokenSource());
        var callback = cancel.Token.Register(() => { lock (gate) { } });
        await Both.Run(cancel.Cancel, () => { lock (gate) callback.Dispose(); });
    }

    public static async Task Taken_off_outside_the_lock_correct()
    {
        var (gate, cancel) = (new Lock(), new CancellationTokenSource());
        var callback = cancel.Token.Register(() => { lock (gate) { } });
        await Both.Run(cancel.Cancel, () => callback.Dispose());
    }

    public static async Task Linked_correct()
    {
        using var parent = new CancellationTokenSource();
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(parent.Token);
        var waiter = Task.Run(() => IsCancelled(Task.Delay(-1, linked.Token)));
        await parent.CancelAsync();
        Check.That(await waiter, "cancelled");
    }

    public static async Task Linked_and_disposed_meanwhile_correct()
    {
        using var parent = new CancellationTokenSource();
        var linked = CancellationTokenSource.CreateLinkedTokenSource(parent.Token);
        linked.Token.Register(() => { });
        await Both.Run(parent.Cancel, linked.Dispose);
    }

    public static async Task Linked_and_disposed_under_the_lock_broken()
    {
        using var parent = new CancellationTokenSource();
        var (gate, linked) = (new Lock(), CancellationTokenSource.CreateLinkedTokenSource(parent.Token));
        linked.Token.Register(() => { lock (gate) { } });
        await Both.Run(parent.Cancel, () => { lock (gate) linked.Dispose(); });
    }

    public static Task Cancelled_by_two_correct() => ByTwo(dispose: false);

    // The one that cancels has not called anybody yet, the other one finds it cancelled and disposes it: nobody is called.
    public static Task Cancelled_by_two_and_disposed_broken() => ByTwo(dispose: true);

    private static async Task ByTwo(bool dispose)
    {
        var (told, source) = (0, new CancellationTokenSource());
        source.Token.Register(() => Interlocked.Increment(ref told));
        await Both.Run(Cancel, () =>
        {
            Cancel();
            if (dispose)
                source.Dispose();
        });
        Check.Same(1, told);

        void Cancel()
        {
            try
            {
                source.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // The other one has cancelled it before.
            }
        }
    }

    public static Task Each_until_cancelled_correct() => Each(passToken: true);

    public static Task Each_without_the_token_broken() => Each(passToken: false);

    private static async Task Each(bool passToken)
    {
        using var cancel = new CancellationTokenSource();
        var never = new TaskCompletionSource();
        var waiter = Task.Run(() => IsCancelled(Ends(passToken ? cancel.Token : CancellationToken.None)));
        cancel.Cancel();
        Check.That(await waiter, "cancelled");

        async Task Ends(CancellationToken token)
        {
            await foreach (var ended in Task.WhenEach(never.Task).WithCancellation(token))
                await ended;
        }
    }
}
