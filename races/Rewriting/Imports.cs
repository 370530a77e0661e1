using System.Reflection;
using System.Runtime.CompilerServices;
using Mono.Cecil;

namespace TrainingCamp.Races.Rewriting;

/// <summary>References from a module to our methods: each is made once, for it takes as long as all the rest.</summary>
internal sealed class Imports(ModuleDefinition module)
{
    private static readonly ConditionalWeakTable<ModuleDefinition, Imports> All = [];

    private readonly Dictionary<MethodInfo, MethodReference> _methods = [];
    private readonly Dictionary<(Type Type, string Name), MethodReference> _hooks = [];

    public static Imports Of(ModuleDefinition module) => All.GetValue(module, known => new Imports(known));

    public MethodReference Of(MethodInfo method)
    {
        if (!_methods.TryGetValue(method, out var reference))
            _methods[method] = reference = module.ImportReference(method);
        return reference;
    }

    public MethodReference Hook(Type type, string name)
    {
        if (!_hooks.TryGetValue((type, name), out var reference))
            _hooks[(type, name)] = reference = Of(type.GetMethod(name)!);
        return reference;
    }
}
