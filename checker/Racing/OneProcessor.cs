using System.Runtime.InteropServices;

namespace TrainingCamp.Checker.Racing;

/// <summary>
/// Strands of an exploration take turns, so a second processor gains nothing; but waking a thread that slept on another one takes longer
/// than all else that a turn does.
/// </summary>
internal static partial class OneProcessor
{
    // Room for 1,024 processors, as in glibc's cpu_set_t.
    private const int SetBytes = 128;

    /// <summary>Keeps this thread, and those that it starts from now on, on the processor that it is on. On Linux alone, where a thread can say so.</summary>
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
