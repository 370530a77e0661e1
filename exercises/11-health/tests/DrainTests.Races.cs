using Camp.Testing;

namespace Camp.Health.Tests;

/// <summary>Small situations; every <c>camp check</c> runs each of them in hundreds of orders.</summary>
public static class DrainRaces
{
    private const string Section = "Work that no request waits for";

    public static async Task Work_begins_as_the_stop_comes()
    {
        var (drain, running) = (New(), 0);
        var working = Task.WhenAll(Task.Run(Work), Task.Run(Work));
        await drain.StopAsync(CancellationToken.None);
        Expect.Equal(0, Volatile.Read(ref running), "Work under way when the stop has ended", Section);
        await working;

        async Task Work()
        {
            using var work = drain.TryBegin();
            if (work is null)
                return;
            Interlocked.Increment(ref running);
            await Task.Yield();
            Interlocked.Decrement(ref running);
        }
    }

    public static async Task One_piece_of_work_is_ended_twice_beside_another()
    {
        var (drain, running) = (New(), 1);
        var (one, other) = (drain.TryBegin()!, drain.TryBegin()!);
        var ending = Task.WhenAll(Task.Run(one.Dispose), Task.Run(one.Dispose), Task.Run(End));
        await drain.StopAsync(CancellationToken.None);
        Expect.Equal(0, Volatile.Read(ref running), "Work under way when the stop has ended", Section);
        await ending;

        async Task End()
        {
            await Task.Yield();
            Interlocked.Decrement(ref running);
            other.Dispose();
        }
    }

    public static async Task The_deadline_comes_before_work_ends()
    {
        var drain = New();
        using var deadline = new CancellationTokenSource();
        using var work = drain.TryBegin();
        var coming = Task.Run(deadline.Cancel);
        await drain.StopAsync(deadline.Token);
        await coming;
    }

    public static async Task The_deadline_comes_in_the_grace()
    {
        var drain = New(new DrainOptions { Grace = TimeSpan.FromHours(1) });
        using var deadline = new CancellationTokenSource();
        var (coming, begun) = (Task.Run(deadline.Cancel), TimeProvider.System.GetTimestamp());
        await drain.StoppingAsync(deadline.Token);
        await coming;
        Expect.True(TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromHours(1), "The whole grace passed after the deadline.", "The end, step by step");
    }

    public static async Task The_registry_never_answers()
    {
        var never = new TaskCompletionSource();
        var drain = New(book: new PhoneBook { Deregistering = _ => never.Task });
        await drain.StartedAsync(CancellationToken.None);
        await drain.StoppedAsync(CancellationToken.None);
    }

    public static async Task The_deadline_comes_as_work_ends()
    {
        var drain = New();
        using var deadline = new CancellationTokenSource();
        var work = drain.TryBegin()!;
        var ending = Task.WhenAll(Task.Run(work.Dispose), Task.Run(deadline.Cancel));
        await drain.StopAsync(deadline.Token);
        await ending;
    }

    private static Drain New(DrainOptions? options = null, PhoneBook? book = null) => new(
        new ServiceState(), book ?? new PhoneBook(), () => new Instance("pod-1", "orders", new Uri("http://127.0.0.1:5001")), TimeProvider.System, options ?? new DrainOptions());
}
