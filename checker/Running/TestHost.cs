using System.Diagnostics;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using System.Text;
using TrainingCamp.Checker.Compiling;

namespace TrainingCamp.Checker.Running;

/// <summary>
/// A process for a lesson's tests, started in advance and, for a trainee, used once: it has loaded the runtime, the lesson's dependencies and
/// xunit, and waits for the assembly. It ends when camp does, and takes along whatever the trainee's code has started.
/// </summary>
internal sealed partial class TestHost : IDisposable
{
    private const int Kill = 9;

    private readonly AnonymousPipeServerStream _requests = new(PipeDirection.Out, HandleInheritability.Inheritable);

    /// <param name="warm">Whether it warms up while it waits.</param>
    /// <exception cref="CampException">dotnet does not start.</exception>
    public TestHost(CompilerCall call, bool warm = true)
    {
        string[] warmUp = warm && File.Exists(call.WarmUp) ? [call.WarmUp] : [];
        var start = Dotnet.StartInfo(Path.GetDirectoryName(call.Output)!,
            ["exec", "--runtimeconfig", call.RuntimeConfig, "--depsfile", call.DepsFile, call.Host, _requests.GetClientHandleAsString(), .. warmUp]);
        start.Environment["CAMP_CHECK"] = "1";
        Dotnet.ForShortRuns(start);
        // A run is over before code that is compiled a second time, to be quicker, has paid for it. 20 s, in milliseconds, hexadecimal.
        start.Environment["DOTNET_TC_CallCountingDelayMs"] = "4E20";
        Process = Dotnet.Start(start);
        _requests.DisposeLocalCopyOfClientHandle();
        Process.StandardInput.Close();
    }

    public Process Process { get; }

    /// <summary>Runs tests of an assembly, which it tells of as <see cref="TestEvent"/>s; may be called before the process is ready.</summary>
    /// <param name="filters">Those of an xunit v3 executable: "-class", "*.CounterTests".</param>
    /// <param name="stay">Whether the process goes on afterwards and takes another assembly.</param>
    public void Run(string assembly, IEnumerable<string> filters, bool stay = false)
    {
        string[] arguments = ["-reporter", "json", "-noColor", "-noAutoReporters", .. filters];
        try
        {
            using var writer = new BinaryWriter(_requests, Encoding.UTF8, leaveOpen: true);
            writer.Write(assembly);
            writer.Write(stay);
            writer.Write(arguments.Length);
            foreach (var argument in arguments)
                writer.Write(argument);
        }
        catch (IOException)
        {
            // It has ended while it waited: whoever follows it sees that.
        }
    }

    /// <summary>Ends the process and all that it has started.</summary>
    public void Dispose()
    {
        try
        {
            Children.EndWith(Process);
        }
        catch (InvalidOperationException)
        {
            // It has ended already.
        }

        EndGroup();
        Process.WaitForExit(TimeSpan.FromSeconds(5));
        Process.Dispose();
        _requests.Dispose();
    }

    /// <summary>Ends what the trainee's code has started. Children whose parent has gone are in no tree any more, but still in the group that the host leads.</summary>
    public void EndGroup()
    {
        if (!OperatingSystem.IsWindows())
            _ = Signal(-Process.Id, Kill);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int process, int signal);
}
