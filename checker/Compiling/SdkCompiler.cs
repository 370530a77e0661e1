using System.Runtime.Loader;

namespace TrainingCamp.Checker.Compiling;

/// <summary>
/// Makes the SDK's own compiler the one that this process uses: what it accepts is what dotnet build accepts, and it comes
/// compiled to machine code for this machine.
/// </summary>
internal static class SdkCompiler
{
    private static string? _folder;

    /// <summary>To be called before any type of Microsoft.CodeAnalysis is touched. The first folder counts.</summary>
    /// <param name="folder">The SDK's Roslyn/bincore.</param>
    public static void Use(string folder)
    {
        if (Interlocked.CompareExchange(ref _folder, folder, null) is not null)
            return;
        AssemblyLoadContext.Default.Resolving += (context, name) =>
        {
            var path = Path.Combine(folder, name.Name + ".dll");
            return name.Name!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) && File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
        };
    }
}
