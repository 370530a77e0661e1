namespace RaceCorpus.Events;

public static class Events
{
    public static async Task Manual_slim_correct()
    {
        var (value, ready) = (0, new ManualResetEventSlim());
        var writer = Task.Run(() => { value = 3; ready.Set(); });
        ready.Wait();
        Check.Same(3, value);
        await writer;
    }

    public static async Task Manual_slim_set_too_early_broken()
    {
        var (value, ready) = (0, new ManualResetEventSlim());
        var writer = Task.Run(() => { ready.Set(); value = 3; });
        ready.Wait();
        _ = value;
        await writer;
    }

    public static async Task Manual_slim_never_set_broken()
    {
        var ready = new ManualResetEventSlim();
        await Task.Run(() => ready.Wait());
    }

    public static async Task Manual_slim_looked_at_correct()
    {
        var (value, ready) = (0, new ManualResetEventSlim());
        var writer = Task.Run(() => { value = 3; ready.Set(); });
        if (ready.IsSet)
            Check.Same(3, value);
        await writer;
    }

    public static async Task Manual_correct()
    {
        var (value, ready) = (0, new ManualResetEvent(false));
        var writer = Task.Run(() => { value = 3; ready.Set(); });
        ready.WaitOne();
        Check.Same(3, value);
        await writer;
    }

    public static async Task Automatic_correct()
    {
        var (count, turn) = (0, new AutoResetEvent(true));
        await Both.Twice(() =>
        {
            turn.WaitOne();
            count++;
            turn.Set();
        });
        Check.Same(2, count);
    }

    public static async Task Automatic_one_for_two_broken()
    {
        var ready = new AutoResetEvent(false);
        var (first, second) = (Task.Run(() => ready.WaitOne()), Task.Run(() => ready.WaitOne()));
        ready.Set();
        await Task.WhenAll(first, second);
    }

    public static async Task Automatic_two_sets_are_one_broken()
    {
        var ready = new AutoResetEvent(false);
        var (first, second) = (Task.Run(() => ready.WaitOne()), Task.Run(() => ready.WaitOne()));
        ready.Set();
        ready.Set();
        await Task.WhenAll(first, second);
    }

    public static async Task Any_of_two_correct()
    {
        WaitHandle[] both = [new AutoResetEvent(false), new ManualResetEvent(false)];
        var setter = Task.Run(() => ((ManualResetEvent)both[1]).Set());
        Check.Same(1, WaitHandle.WaitAny(both));
        await setter;
    }

    public static async Task With_a_limit_correct()
    {
        var ready = new ManualResetEventSlim();
        await Task.Run(() => Check.That(!ready.Wait(100), "nobody sets it"));
    }

    public static async Task Reset_before_it_was_seen_broken()
    {
        var ready = new ManualResetEventSlim();
        var waiter = Task.Run(() => ready.Wait());
        ready.Set();
        ready.Reset();
        await waiter;
    }
}
