using System.Runtime.Loader;

namespace TrainingCamp.TestHost;

/// <summary>Runs a small test program of camp's own, so that what every lesson uses is loaded and compiled.</summary>
internal static class WarmUp
{
    internal static readonly string[] Arguments = ["-reporter", "json", "-noColor", "-noAutoReporters", "-class", "*WarmUp"];

    /// <summary>Prints nothing. What goes wrong costs time at most: the lesson's tests say what is to be said.</summary>
    public static void With(string assembly)
    {
        var output = Console.Out;
        try
        {
            // Written like the real events, to nowhere.
            Console.SetOut(TextWriter.Synchronized(new StreamWriter(Stream.Null) { AutoFlush = true }));
            Program.Start(assembly, Arguments, AssemblyLoadContext.Default);
        }
        catch (Exception)
        {
            // See above.
        }
        finally
        {
            Console.SetOut(output);
        }
    }
}
