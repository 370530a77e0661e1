using System.Diagnostics;

namespace TrainingCamp.Checker.Running;

/// <summary>
/// Tells a test that will never end from one that is slow. Code that loops uses the processor: it gets the limit in processor
/// time, so that a busy machine changes no verdict.
/// Code that blocks uses none: after a short while its threads are looked at, and if the lesson's own code is what waits,
/// nothing will wake it. Code that goes on printing gets longer, since it may be about to flood; a process that is dying is left to die.
/// </summary>
/// <param name="whoWaits">Names the lesson's methods that wait in a process.</param>
internal sealed class HangWatch(HangLimits limits, Func<int, CancellationToken, Task<IReadOnlyList<string>>> whoWaits)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// A test that uses some processor time now and then ends after so many times the limit by the clock, and one that uses
    /// none, though no code of the lesson is seen to wait, after so many times the idle limit.
    /// </summary>
    private const int Slowness = 10;

    /// <summary>
    /// Code that has printed within so much processor time goes on printing. A single line tells nothing; xunit itself writes one, a second
    /// after the host has warmed up.
    /// </summary>
    private static readonly TimeSpan Printing = TimeSpan.FromSeconds(1);

    private long _progressedAt = Stopwatch.GetTimestamp();
    private volatile bool _printed;
    private volatile bool _dying;

    /// <summary>Hears, once for each, of a test that runs for long: its name.</summary>
    public Action<string>? StillRuns { get; init; }

    /// <summary>A test has begun or ended.</summary>
    public void Progressed()
    {
        Interlocked.Exchange(ref _progressedAt, Stopwatch.GetTimestamp());
        _printed = false;
    }

    /// <summary>The trainee's code has printed something.</summary>
    public void Printed() => _printed = true;

    /// <summary>The runtime has begun to report a fatal error.</summary>
    public void Dying() => _dying = true;

    /// <returns>Ends when the running test hangs, with the waiting methods; or when cancelled.</returns>
    public async Task<string> WaitForHang(Process process, TestLog log, CancellationToken cancellation)
    {
        var idleSince = Stopwatch.GetTimestamp();
        var processor = TimeSpan.Zero;
        var (seenProgress, usedBefore) = (0L, TimeSpan.Zero);
        TimeSpan? printedAt = null;
        var (looked, told) = (false, 0L);
        while (true)
        {
            await Task.Delay(Pause, cancellation);
            var progressedAt = Interlocked.Read(ref _progressedAt);
            var used = ProcessorTime(process);
            if (progressedAt != seenProgress)
                (seenProgress, usedBefore, printedAt) = (progressedAt, used, null);
            if (_printed)
                (printedAt, _printed) = (used, false);
            if (used - processor > Idle || progressedAt > idleSince)
                (idleSince, processor, looked) = (Stopwatch.GetTimestamp(), used, false);

            if (progressedAt != told && Stopwatch.GetElapsedTime(progressedAt) > limits.Long && log.Current?.Name is { } slow)
            {
                told = progressedAt;
                StillRuns?.Invoke(slow);
            }

            var allowed = used - printedAt < Printing || _dying ? 4 * limits.Processor : limits.Processor;
            if (used - usedBefore > allowed || Stopwatch.GetElapsedTime(progressedAt) > Slowness * allowed || Stopwatch.GetElapsedTime(idleSince) > Slowness * limits.Idle)
            {
                var waiting = limits.NamesWaiting ? await whoWaits(process.Id, cancellation) : [];
                if (IsTheSame())
                    return Describe(waiting);
                continue;
            }

            if (looked || _dying || log.Current is null || Stopwatch.GetElapsedTime(idleSince) < limits.Idle)
                continue;
            looked = true;
            // Who waits for another process is idle, and need not hang.
            if (!limits.NamesWaiting && !Children.Any(process.Id))
                return "";
            if (await whoWaits(process.Id, cancellation) is { Count: > 0 } blocked && !process.HasExited && IsTheSame())
                return Describe(blocked);

            // A look takes a second or two. Of a test that has ended meanwhile it says nothing.
            bool IsTheSame() => Interlocked.Read(ref _progressedAt) == progressedAt;
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
        catch (Exception error) when (error is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It has ended in this moment.
            return TimeSpan.Zero;
        }
    }
}
