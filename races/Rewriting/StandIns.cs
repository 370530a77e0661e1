using System.Reflection;
using Mono.Cecil;
using TrainingCamp.Races.Primitives;

namespace TrainingCamp.Races.Rewriting;

/// <summary>Finds what to call instead of a member, and knows which members are refused.</summary>
internal static class StandIns
{
    private static readonly Dictionary<string, (Type Type, string[] Harmless)> ByType = typeof(StandIns).Assembly.GetTypes()
        .Select(type => (Type: type, Replaces: type.GetCustomAttribute<ReplacesAttribute>()))
        .Where(found => found.Replaces is not null)
        .ToDictionary(found => Name(found.Replaces!.Type), found => (found.Type, found.Replaces!.Harmless.Split(' ')));

    private static readonly ILookup<(string Type, string Method), MethodInfo> ByMethod = ByType
        .SelectMany(pair => pair.Value.Type.GetMethods(BindingFlags.Public | BindingFlags.Static).Select(method => (pair.Key, Method: method)))
        .ToLookup(found => (found.Key, found.Method.Name), found => found.Method);

    private static readonly string[] Watched = ["System.Threading", "System.Timers"];

    // They neither wait nor order anything, or the objects behind them are our own.
    private static readonly HashSet<string> HarmlessTypes =
    [
        "System.Threading.AsyncLocal`1", "System.Threading.AsyncLocalValueChangedArgs`1", "System.Threading.Timeout", "System.Threading.ITimer",
        "System.Threading.Interlocked", "System.Threading.Volatile", "System.Threading.IThreadPoolWorkItem",
        "System.Threading.Tasks.ParallelOptions", "System.Threading.Tasks.ParallelLoopResult",
        "System.Threading.Channels.BoundedChannelOptions", "System.Threading.Channels.UnboundedChannelOptions", "System.Threading.Channels.ChannelOptions",
        "System.Threading.Channels.Channel`1", "System.Threading.Channels.Channel`2", "System.Threading.Channels.ChannelReader`1", "System.Threading.Channels.ChannelWriter`1",
        "System.Threading.ThreadStart", "System.Threading.ParameterizedThreadStart", "System.Threading.WaitCallback", "System.Threading.TimerCallback",
    ];

    /// <summary>The method to call instead; null when there is none.</summary>
    /// <param name="type">The type whose stand-ins to look among: the method's own, or the struct that an interface call is constrained to.</param>
    public static MethodReference? For(ModuleDefinition module, MethodReference method, TypeReference type)
    {
        var name = method.Name == ".ctor" ? "New" : method.Name;
        if (!ByMethod.Contains((type.GetElementType().FullName, name)))
            return null;
        var self = method.HasThis && name != "New" ? 1 : 0;
        var arguments = Arguments(method, type);
        var found = ByMethod[(type.GetElementType().FullName, name)].FirstOrDefault(candidate =>
            candidate.GetParameters().Length == method.Parameters.Count + self
            && candidate.GetGenericArguments().Length == arguments.Count
            && method.Parameters.Zip(candidate.GetParameters().Skip(self)).All(pair => Signature(pair.First.ParameterType) == Signature(pair.Second.ParameterType)));
        if (found is null)
            return null;

        var reference = Imports.Of(module).Of(found);
        if (arguments.Count == 0)
            return reference;
        var generic = new GenericInstanceMethod(reference);
        arguments.ForEach(generic.GenericArguments.Add);
        return generic;
    }

    /// <summary>Whether nothing is known of the member: guessing what it does would give false alarms.</summary>
    public static bool Refuses(MethodReference method)
    {
        var type = method.DeclaringType.GetElementType();
        var (name, space) = (type.FullName, Outermost(type).Namespace);
        if (ByType.TryGetValue(name, out var standIn))
            return !standIn.Harmless.Contains("*") && !standIn.Harmless.Contains(method.Name) && !IsOfObject(method);
        if (name is "System.Threading.LazyInitializer")
            return method.Parameters.Count > 2;
        if (name.StartsWith("System.Linq.Parallel", StringComparison.Ordinal) || name.Contains("PoolingAsync", StringComparison.Ordinal))
            return true;
        // What an async iterator is built of.
        if (name.Contains("ManualResetValueTaskSourceCore", StringComparison.Ordinal) || name.Contains(".Sources.IValueTaskSource", StringComparison.Ordinal))
            return false;
        return Watched.Any(watched => space == watched || space.StartsWith(watched + ".", StringComparison.Ordinal))
            && !HarmlessTypes.Contains(name) && !name.EndsWith("Exception", StringComparison.Ordinal) && !IsOfObject(method);
    }

    private static bool IsOfObject(MethodReference method) => method.Name is "ToString" or "GetHashCode" or "GetType" or "Equals";

    private static TypeReference Outermost(TypeReference type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static List<TypeReference> Arguments(MethodReference method, TypeReference type)
    {
        List<TypeReference> arguments = type is GenericInstanceType instance ? [.. instance.GenericArguments] : [];
        if (method is GenericInstanceMethod generic)
            arguments.AddRange(generic.GenericArguments);
        return arguments;
    }

    private static string Name(Type type) => type.FullName!.Replace('+', '/');

    private static string Signature(TypeReference type) => type switch
    {
        GenericParameter => "*",
        ByReferenceType reference => Signature(reference.ElementType) + "&",
        ArrayType array => Signature(array.ElementType) + "[]",
        RequiredModifierType modified => Signature(modified.ElementType),
        GenericInstanceType generic => generic.ElementType.Name + "<" + string.Join(",", generic.GenericArguments.Select(Signature)) + ">",
        _ => type.Name,
    };

    private static string Signature(Type type)
    {
        if (type.IsGenericParameter)
            return "*";
        if (type.IsByRef)
            return Signature(type.GetElementType()!) + "&";
        if (type.IsArray)
            return Signature(type.GetElementType()!) + "[]";
        return type.IsGenericType ? type.Name + "<" + string.Join(",", type.GetGenericArguments().Select(Signature)) + ">" : type.Name;
    }
}
