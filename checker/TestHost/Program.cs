using System.Reflection;
using System.Runtime.Loader;

namespace TrainingCamp.TestHost;

/// <summary>
/// Runs a lesson's tests, once. camp starts it in advance, beside the lesson's dependencies: by the time a trainee saves a
/// file, the runtime and xunit are loaded and compiled. Arguments: the handle of the pipe from camp, and the assembly
/// to warm up with, if there is one. Only where camp asks it to stay it runs one assembly after the other, each with its own statics.
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
        while (true)
        {
            var request = requests.Next();
            var code = Start(request.Assembly, request.Arguments, request.Stay ? new AssemblyLoadContext(null) : AssemblyLoadContext.Default);
            if (!request.Stay)
                return code;
        }
    }

    /// <summary>Starts a program in this process, as if it were the one that was started.</summary>
    /// <returns>Its exit code.</returns>
    internal static int Start(string path, string[] arguments, AssemblyLoadContext context)
    {
        var assembly = context.LoadFromAssemblyPath(path);
        Assembly.SetEntryAssembly(assembly);
        return (int)assembly.EntryPoint!.Invoke(null, BindingFlags.DoNotWrapExceptions, binder: null, [arguments], culture: null)!;
    }
}
