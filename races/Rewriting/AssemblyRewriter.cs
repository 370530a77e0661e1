using Mono.Cecil;
using Mono.Cecil.Cil;

namespace TrainingCamp.Races.Rewriting;

/// <summary>Rewrites an assembly file into an image in memory.</summary>
internal static class AssemblyRewriter
{
    public static byte[] Rewrite(string path, SiteTable sites)
    {
        using var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(Path.GetDirectoryName(typeof(object).Assembly.Location));
        resolver.AddSearchDirectory(Path.GetDirectoryName(Path.GetFullPath(path)));
        foreach (var framework in Frameworks.Folders)
            resolver.AddSearchDirectory(framework);
        var symbols = File.Exists(Path.ChangeExtension(path, ".pdb"));
        var parameters = new ReaderParameters { AssemblyResolver = resolver, InMemory = true, ReadSymbols = symbols, SymbolReaderProvider = symbols ? new PortablePdbReaderProvider() : null };
        using var assembly = AssemblyDefinition.ReadAssembly(path, parameters);
        Rewrite(assembly.MainModule, sites);
        using var image = new MemoryStream();
        assembly.Write(image);
        return image.ToArray();
    }

    private static void Rewrite(ModuleDefinition module, SiteTable sites)
    {
        StaticFields.MakeResettable(module);
        List<MethodDefinition> methods = [.. module.GetTypes().Where(type => !Types.IsOfRegex(type)).SelectMany(type => type.Methods).Where(method => method.HasBody)];
        foreach (var method in methods)
        {
            // A type initializer that is left runs under a lock of the runtime: nobody may take turns in it.
            if (method is not { IsConstructor: true, IsStatic: true })
                MethodRewriter.Rewrite(method, sites, accesses: method.Name != Running.Statics.ResetName);
        }

        // Only now: until here, what is readonly was known by it.
        foreach (var field in module.GetTypes().Where(StaticFields.IsResettable).SelectMany(type => type.Fields).Where(field => field.IsStatic))
            field.IsInitOnly = false;
    }
}
