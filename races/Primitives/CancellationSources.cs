using System.Runtime.CompilerServices;

namespace TrainingCamp.Races.Primitives;

/// <summary>Real sources with virtual time. All cancellations share one line of order: some races across two of them are missed.</summary>
[Replaces(typeof(CancellationTokenSource), Harmless = "get_Token")]
public static class CancellationSources
{
    private static readonly ConditionalWeakTable<CancellationTokenSource, ITimer> Timers = [];
    private static readonly ConditionalWeakTable<CancellationTokenSource, CancellationTokenRegistration[]> Links = [];

    public static CancellationTokenSource New() => new();

    public static CancellationTokenSource New(int millisecondsDelay) => New(TimeSpan.FromMilliseconds(millisecondsDelay));

    public static CancellationTokenSource New(TimeSpan delay)
    {
        var source = new CancellationTokenSource();
        CancelAfter(source, delay);
        return source;
    }

    public static CancellationTokenSource New(TimeSpan delay, TimeProvider timeProvider) => new(delay, timeProvider);

    public static CancellationTokenSource CreateLinkedTokenSource(CancellationToken token) => Linked([token]);

    public static CancellationTokenSource CreateLinkedTokenSource(CancellationToken token1, CancellationToken token2) => Linked([token1, token2]);

    public static CancellationTokenSource CreateLinkedTokenSource(params CancellationToken[] tokens) =>
        tokens.Length == 0 ? CancellationTokenSource.CreateLinkedTokenSource(tokens) : Linked(tokens);

    public static CancellationTokenSource CreateLinkedTokenSource(params ReadOnlySpan<CancellationToken> tokens) => CreateLinkedTokenSource(tokens.ToArray());

    public static bool get_IsCancellationRequested(CancellationTokenSource source) => Cancellation.Look(source.Token);

    public static void Cancel(CancellationTokenSource source) => Cancellation.Cancel(source);

    public static void Cancel(CancellationTokenSource source, bool throwOnFirstException) => Cancellation.Cancel(source, throwOnFirstException);

    public static Task CancelAsync(CancellationTokenSource source) => Starting.Now(() => Cancel(source), default, default);

    public static void CancelAfter(CancellationTokenSource source, int millisecondsDelay) => CancelAfter(source, TimeSpan.FromMilliseconds(millisecondsDelay));

    public static void CancelAfter(CancellationTokenSource source, TimeSpan delay)
    {
        if (source.IsCancellationRequested)
            return;
        if (Timers.TryGetValue(source, out var timer))
            timer.Change(delay, Timeout.InfiniteTimeSpan);
        else
            Timers.Add(source, Act.Run.Time.CreateTimer(_ => Cancellation.Cancel(source), null, delay, Timeout.InfiniteTimeSpan));
    }

    public static bool TryReset(CancellationTokenSource source)
    {
        if (Timers.TryGetValue(source, out var timer))
            timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        return source.TryReset();
    }

    public static void Dispose(CancellationTokenSource source)
    {
        if (Timers.TryGetValue(source, out var timer))
            timer.Dispose();
        if (Links.TryGetValue(source, out var links))
            Array.ForEach(links, link => Callback.TakeOff(link, wait: true));
        Cancellation.Dispose(source);
    }

    // The framework's linked source, when it is disposed, waits for a cancellation under way: that would be out of control.
    private static CancellationTokenSource Linked(CancellationToken[] tokens)
    {
        var source = new CancellationTokenSource();
        Links.Add(source, [.. tokens.Where(token => token.CanBeCanceled).Select(token => Callback.On(token, () => Cancellation.Cancel(source)))]);
        return source;
    }
}
