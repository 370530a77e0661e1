using System.Reflection;
using System.Runtime.Loader;

namespace TrainingCamp.TestHost;

/// <summary>
/// Runs a lesson's tests, once. camp starts it in advance, beside the lesson's dependencies: by the time a trainee saves a
/// file, the runtime and xunit are loaded and compiled. Arguments: the handle of the pipe from camp, and the assembly
/// to warm up with, if there is one. Only where camp asks it to stay it runs one assembly after the other, each with its own statics, which it
/// finds again when it is asked for again.
/// </summary>
internal static class Program
{
    public static int Main(string[] arguments)
    {
        ProcessGroup.Lead();
        UncaughtExceptions.Report();
        var requests = new Requests(arguments[0]);
        var stayed = new Dictionary<string, AssemblyLoadContext>();
        if (arguments.Length > 1)
            WarmUp.With(arguments[1]);
        while (true)
        {
            var request = requests.Next();
            if (!request.Stay)
                return Start(request.Assembly, request.Arguments, AssemblyLoadContext.Default);
            // What is asked for again is compiled already.
            if (!stayed.TryGetValue(request.Assembly, out var context))
                stayed.Add(request.Assembly, context = new AssemblyLoadContext(null));
            Start(request.Assembly, request.Arguments, context);
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
