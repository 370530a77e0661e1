using System.Runtime.InteropServices;

namespace TrainingCamp.Checker.Racing;

/// <summary>
/// The thread that begins each schedule sleeps until the schedule ends. Kept where it is it wakes sooner: measured, a fifth of an exploration.
/// The runtime lets threads that it starts use every processor again, so those of the strands go where the system puts them.
/// </summary>
internal static partial class OneProcessor
{
    // Room for 1,024 processors, as in glibc's cpu_set_t.
    private const int SetBytes = 128;

    /// <summary>Keeps this thread on the processor that it is on. On Linux alone, where a thread can say so.</summary>
    public static void Stay()
    {
        var processor = Thread.GetCurrentProcessorId();
        if (!OperatingSystem.IsLinux() || processor >= SetBytes * 8)
            return;
        var processors = new byte[SetBytes];
        processors[processor / 8] = (byte)(1 << (processor % 8));
        // Refused, it runs as it would have run.
        _ = SetAffinity(0, SetBytes, processors);
    }

    // Thread 0 is the one that calls.
    [LibraryImport("libc", EntryPoint = "sched_setaffinity")]
    private static partial int SetAffinity(int thread, nint setBytes, byte[] processors);
}
