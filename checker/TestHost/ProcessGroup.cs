using System.Diagnostics;
using System.Runtime.InteropServices;

namespace TrainingCamp.TestHost;

/// <summary>
/// This process and those that the trainee's code starts. On Unix they are a session of their own: one signal ends all of them,
/// also those whose parent has gone, and Ctrl+C in camp's terminal is camp's affair.
/// </summary>
internal static partial class ProcessGroup
{
    private const int Kill = 9;

    /// <summary>Makes this process the first of a new group.</summary>
    public static void Lead()
    {
        if (!OperatingSystem.IsWindows())
            _ = NewSession();
    }

    /// <summary>Ends every process of the group, this one too, at once.</summary>
    public static void End()
    {
        DiagnosticSocket.Delete(Environment.ProcessId);
        if (!OperatingSystem.IsWindows())
            _ = Signal(0, Kill);
        Process.GetCurrentProcess().Kill();
    }

    [LibraryImport("libc", EntryPoint = "setsid")]
    private static partial int NewSession();

    // To process 0: to the sender's group.
    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int process, int signal);
}
