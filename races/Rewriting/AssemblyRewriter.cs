using Mono.Cecil;
using Mono.Cecil.Cil;

namespace TrainingCamp.Races.Rewriting;

/// <summary>Rewrites an assembly file into an image in memory.</summary>
internal static class AssemblyRewriter
{
    /// <param name="roots">Simple names of types: code that theirs can't reach is left as it is. Null to rewrite everything.</param>
    public static byte[] Rewrite(string path, SiteTable sites, IReadOnlySet<string>? roots = null)
    {
        using var resolver = Resolver.For(path);
        var symbols = File.Exists(Path.ChangeExtension(path, ".pdb"));
        var parameters = new ReaderParameters { AssemblyResolver = resolver, InMemory = true, ReadSymbols = symbols, SymbolReaderProvider = symbols ? new PortablePdbReaderProvider() : null };
        using var assembly = AssemblyDefinition.ReadAssembly(path, parameters);
        Rewrite(roots is null ? [.. assembly.MainModule.GetTypes()] : Reachable.From(assembly.MainModule, roots), sites);
        using var image = new MemoryStream();
        assembly.Write(image);
        return image.ToArray();
    }

    private static void Rewrite(IReadOnlyList<TypeDefinition> types, SiteTable sites)
    {
        StaticFields.MakeResettable(types);
        List<MethodDefinition> methods = [.. types.Where(type => !Types.IsOfRegex(type)).SelectMany(type => type.Methods).Where(method => method.HasBody)];
        foreach (var method in methods)
        {
            // A type initializer that is left runs under a lock of the runtime: nobody may take turns in it.
            if (method is not { IsConstructor: true, IsStatic: true })
                MethodRewriter.Rewrite(method, sites, accesses: method.Name != Running.Statics.ResetName);
        }

        // Only now: until here, what is readonly was known by it.
        foreach (var field in types.Where(StaticFields.IsResettable).SelectMany(type => type.Fields).Where(field => field.IsStatic))
            field.IsInitOnly = false;
    }
}
