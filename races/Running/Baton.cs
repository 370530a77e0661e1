using System.Runtime.InteropServices;

namespace TrainingCamp.Races.Running;

/// <summary>
/// What a thread waits for until another hands it over. It sleeps at once: who spins takes the processor from the one that is to go on, and
/// tests run beside an exploration. Handing over is most of what exploring takes; on Linux it is one call of the kernel for each side, where
/// the runtime's events make several and hold a lock meanwhile.
/// </summary>
/// <param name="portable">Whether to use the runtime's event, as is done wherever the kernel's call is not known.</param>
internal sealed partial class Baton(bool portable = false) : IDisposable
{
    // From Linux's <linux/futex.h>, for threads of one process.
    private const int WaitWhileEqual = 0x80;
    private const int Wake = 0x81;

    // The number of the call "futex"; negative where it is not known to work.
    private static readonly nint Call = Find();

    private readonly AutoResetEvent? _event = portable || Call < 0 ? new AutoResetEvent(false) : null;
    private int _handed;

    public void Hand()
    {
        if (_event is not null)
        {
            _event.Set();
            return;
        }

        Interlocked.Exchange(ref _handed, 1);
        _ = Futex(Call, ref _handed, Wake, 1, 0, 0, 0);
    }

    public void Wait()
    {
        if (_event is not null)
        {
            _event.WaitOne();
            return;
        }

        // It may wake for another reason.
        while (Interlocked.Exchange(ref _handed, 0) == 0)
            _ = Futex(Call, ref _handed, WaitWhileEqual, 0, 0, 0, 0);
    }

    public void Dispose() => _event?.Dispose();

    private static nint Find()
    {
        nint call = !OperatingSystem.IsLinux() ? -1 : RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 => 202,
            Architecture.Arm64 => 98,
            _ => -1,
        };
        var nobody = 0;
        return call >= 0 && Futex(call, ref nobody, Wake, 1, 0, 0, 0) == 0 ? call : -1;
    }

    // The word stays where it is during the call, so a waiter and who wakes it mean the same place.
    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint Futex(nint call, ref int word, nint operation, nint value, nint timeout, nint other, nint last);
}
