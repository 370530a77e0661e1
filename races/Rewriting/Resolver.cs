using Mono.Cecil;

namespace TrainingCamp.Races.Rewriting;

/// <summary>
/// Finds what a rewritten assembly refers to. The runtime's own assemblies are read once in a process: reading them takes as long as
/// rewriting a lesson, and every tuple leads there.
/// </summary>
internal sealed class Resolver : DefaultAssemblyResolver
{
    private static readonly string RuntimeFolder = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
    private static readonly DefaultAssemblyResolver Runtime = Searching(new DefaultAssemblyResolver(), [RuntimeFolder]);

    private Resolver()
    {
    }

    /// <param name="path">The assembly to rewrite: what lies beside it is found as well.</param>
    public static Resolver For(string path) => Searching(new Resolver(), [Path.GetDirectoryName(Path.GetFullPath(path))!, .. Frameworks.Folders]);

    public override AssemblyDefinition Resolve(AssemblyNameReference name)
    {
        if (!File.Exists(Path.Combine(RuntimeFolder, name.Name + ".dll")))
            return base.Resolve(name);
        lock (Runtime)
            return Runtime.Resolve(name);
    }

    private static T Searching<T>(T resolver, IEnumerable<string> folders) where T : BaseAssemblyResolver
    {
        foreach (var usual in resolver.GetSearchDirectories())
            resolver.RemoveSearchDirectory(usual);
        foreach (var folder in folders)
            resolver.AddSearchDirectory(folder);
        return resolver;
    }
}
