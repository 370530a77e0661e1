using System.Reflection;
using System.Runtime.Loader;

namespace TrainingCamp.TestHost;

/// <summary>
/// Runs a lesson's tests, once. camp starts it in advance, beside the lesson's dependencies: by the time a trainee saves a
/// file, the runtime and xunit are loaded and compiled. Arguments: the handle of the pipe from camp, and the assembly
/// to warm up with, if there is one.
/// </summary>
internal static class Program
{
    public static int Main(string[] arguments)
    {
        ProcessGroup.Lead();
        UncaughtExceptions.Report();
        var requests = new Requests(arguments[0]);
        if (arguments.Length > 1)
            WarmUp.With(arguments[1]);
        var request = requests.Next();
        return Start(request.Assembly, request.Arguments);
    }

    /// <summary>Starts a program in this process, as if it were the one that was started.</summary>
    /// <returns>Its exit code.</returns>
    internal static int Start(string path, string[] arguments)
    {
        var assembly = AssemblyLoadContext.Default.LoadFromAssemblyPath(path);
        Assembly.SetEntryAssembly(assembly);
        return (int)assembly.EntryPoint!.Invoke(null, BindingFlags.DoNotWrapExceptions, binder: null, [arguments], culture: null)!;
    }
}
