using System.Diagnostics;

namespace TrainingCamp.Checker.Running;

/// <summary>
/// Tells a test that will never end from one that is slow. Code that loops uses the processor: it gets the full limit.
/// Code that blocks uses none: after a short while its threads are looked at, and if the lesson's own code is what waits,
/// nothing will wake it.
/// </summary>
internal sealed class HangWatch(TimeSpan idleLimit, TimeSpan limit, Func<int, IReadOnlyList<string>> whoWaits)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(20);

    private long _progressedAt = Stopwatch.GetTimestamp();

    /// <summary>The test process has reported something.</summary>
    public void Progressed() => Interlocked.Exchange(ref _progressedAt, Stopwatch.GetTimestamp());

    /// <returns>Ends when the running test hangs, with the waiting methods; or when cancelled.</returns>
    public async Task<string> WaitForHang(Process process, TestLog log, CancellationToken cancellation)
    {
        var idleSince = Stopwatch.GetTimestamp();
        var processor = TimeSpan.Zero;
        var looked = false;
        while (true)
        {
            await Task.Delay(Pause, cancellation);
            var progressedAt = Interlocked.Read(ref _progressedAt);
            var used = ProcessorTime(process);
            if (used - processor > Idle || progressedAt > idleSince)
                (idleSince, processor, looked) = (Stopwatch.GetTimestamp(), used, false);

            if (Stopwatch.GetElapsedTime(progressedAt) > limit)
                return Describe(whoWaits(process.Id));
            if (looked || log.Current is null || Stopwatch.GetElapsedTime(idleSince) < idleLimit)
                continue;
            looked = true;
            if (whoWaits(process.Id) is { Count: > 0 } waiting)
                return Describe(waiting);
        }
    }

    private static string Describe(IReadOnlyList<string> waiting) =>
        waiting.Count == 0 ? "" : "Waiting: " + string.Join("; ", waiting);

    private static TimeSpan ProcessorTime(Process process)
    {
        try
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
        catch (InvalidOperationException)
        {
            return TimeSpan.Zero;
        }
    }
}
