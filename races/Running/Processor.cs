using System.Runtime.InteropServices;

namespace TrainingCamp.Races.Running;

/// <summary>
/// One processor for all threads of an exploration: only one of them runs at a time, and to wake one on another processor takes several times
/// as long. On Linux alone, where a thread can say so.
/// </summary>
internal sealed partial class Processor
{
    // Room for 1,024 processors, as in glibc's cpu_set_t.
    private const int SetBytes = 128;

    private int _chosen = -1;

    /// <summary>Keeps this thread on the processor of the first that came here.</summary>
    public void Stay()
    {
        if (!OperatingSystem.IsLinux())
            return;
        Interlocked.CompareExchange(ref _chosen, Thread.GetCurrentProcessorId(), -1);
        if (_chosen >= SetBytes * 8)
            return;
        var processors = new byte[SetBytes];
        processors[_chosen / 8] = (byte)(1 << (_chosen % 8));
        // Refused, it runs as it would have run.
        _ = SetAffinity(0, SetBytes, processors);
    }

    // Thread 0 is the one that calls.
    [LibraryImport("libc", EntryPoint = "sched_setaffinity")]
    private static partial int SetAffinity(int thread, nint setBytes, byte[] processors);
}
