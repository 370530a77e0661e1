using System.Reflection;
using System.Runtime.Loader;
using TrainingCamp.Races.Rewriting;

namespace TrainingCamp.Races;

/// <summary>
/// An assembly, rewritten and loaded beside the original, whose code can be explored. Whatever else it refers to is loaded
/// as it is. Disposing it lets it be unloaded.
/// </summary>
public sealed class ExploredAssembly : IDisposable
{
    private readonly Context _context;

    private ExploredAssembly(Context context, Assembly assembly, SiteTable sites)
    {
        _context = context;
        Assembly = assembly;
        Sites = sites;
    }

    /// <summary>The rewritten assembly.</summary>
    public Assembly Assembly { get; }

    internal SiteTable Sites { get; }

    /// <summary>Rewrites and loads an assembly.</summary>
    /// <param name="path">The assembly, with its portable PDB beside it: without one, reports name no lines.</param>
    /// <param name="also">Other assemblies whose code is to be explored, such as the one that a test project tests.</param>
    /// <exception cref="FileNotFoundException">There is no such assembly.</exception>
    public static ExploredAssembly Load(string path, params IEnumerable<string> also) => Load(path, also, roots: null);

    /// <summary>The same for some types alone, which is quicker: of the first assembly, what their code can't reach is not rewritten.</summary>
    /// <param name="path">The assembly.</param>
    /// <param name="also">Other assemblies whose code is to be explored.</param>
    /// <param name="roots">The types' simple names.</param>
    /// <param name="stays">Whether it stays loaded until the process ends, which makes its code quicker: disposing it does nothing.</param>
    /// <exception cref="FileNotFoundException">There is no such assembly.</exception>
    public static ExploredAssembly Load(string path, IEnumerable<string> also, IReadOnlySet<string>? roots, bool stays = false)
    {
        var files = also.Append(path).Distinct().ToDictionary(file => Path.GetFileNameWithoutExtension(file));
        var sites = new SiteTable(files.Keys.ToHashSet());
        var images = files.ToDictionary(file => file.Key, file => AssemblyRewriter.Rewrite(file.Value, sites, file.Value == path ? roots : null));
        var context = new Context(Path.GetFullPath(path), images, stays);
        return new ExploredAssembly(context, context.LoadFromAssemblyName(new AssemblyName(Path.GetFileNameWithoutExtension(path))), sites);
    }

    /// <summary>Unloads the assembly once nothing refers to it any more.</summary>
    public void Dispose()
    {
        if (_context.IsCollectible)
            _context.Unload();
    }

    private sealed class Context(string path, Dictionary<string, byte[]> images, bool stays) : AssemblyLoadContext("explored", isCollectible: !stays)
    {
        private readonly AssemblyDependencyResolver _resolver = new(path);

        // Then the frameworks are this one's own: the shared ones would not know the types of what takes the place of a part of them.
        private readonly bool _replacesFrameworks =
            Directory.EnumerateFiles(Path.GetDirectoryName(path)!, "*.dll").Any(file => Frameworks.PathOf(Path.GetFileNameWithoutExtension(file)) is not null);

        protected override Assembly? Load(AssemblyName name)
        {
            if (images.TryGetValue(name.Name ?? "", out var image))
                return LoadFromStream(new MemoryStream(image));
            // The hooks must be the ones that the explorer knows.
            if (name.Name == typeof(ExploredAssembly).Assembly.GetName().Name)
                return typeof(ExploredAssembly).Assembly;
            if (_resolver.ResolveAssemblyToPath(name) is { } beside)
                return LoadFromAssemblyPath(beside);
            return Frameworks.PathOf(name.Name) is not { } found ? null : _replacesFrameworks ? LoadFromAssemblyPath(found) : Frameworks.Load(name);
        }
    }
}
