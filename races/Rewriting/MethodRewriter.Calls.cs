using Mono.Cecil;
using Mono.Cecil.Cil;
using TrainingCamp.Races.Running;

namespace TrainingCamp.Races.Rewriting;

internal sealed partial class MethodRewriter
{
    private static readonly HashSet<string> Looks =
    [
        "get_Item", "get_Count", "get_Length", "get_Capacity", "get_CanRead", "get_CanWrite", "get_CanSeek", "get_HashSize", "get_Encoding", "get_Keys", "get_Values", "get_First", "get_Last", "get_Min", "get_Max", "get_IsEmpty", "get_Chars",
        "ContainsKey", "ContainsValue", "TryGetValue", "Contains", "GetEnumerator", "Peek", "TryPeek", "ToArray", "GetBuffer", "TryGetBuffer", "WriteTo", "IndexOf", "LastIndexOf", "ToString", "Exists", "Find",
        "FindAll", "FindIndex", "FindLast", "FindLastIndex", "TrueForAll", "ForEach", "BinarySearch", "CopyTo", "GetRange", "ConvertAll", "AsReadOnly", "Slice", "Overlaps", "SetEquals", "IsSubsetOf",
        "IsSupersetOf", "IsProperSubsetOf", "IsProperSupersetOf", "GetValueOrDefault", "GetViewBetween", "get_UnorderedItems", "get_Comparer", "Equals",
    ];

    // An override is called by the name of what it overrides: StringWriter.Write by TextWriter's.
    private static readonly HashSet<string> OfOneThread =
        [.. Running.Collections.OfOneThread.SelectMany(type => new[] { type, type.BaseType! }).Where(type => type != typeof(object)).Select(type => type.FullName!)];

    private static readonly HashSet<string> SpanMakers = ["System.MemoryExtensions", "System.Span`1", "System.ReadOnlySpan`1", "System.Memory`1", "System.ReadOnlyMemory`1", "System.ArraySegment`1"];

    private void Call(Instruction instruction, bool accesses)
    {
        if (instruction.Operand is not MethodReference method)
            return;
        if (instruction.OpCode.Code is Code.Ldftn or Code.Ldvirtftn)
            Delegate(instruction, method);
        else if (instruction.OpCode.Code is Code.Call or Code.Callvirt or Code.Newobj && !StandIn(instruction, method))
            Other(instruction, method, accesses);
    }

    private bool StandIn(Instruction instruction, MethodReference method)
    {
        var constrained = instruction.Previous is { OpCode.Code: Code.Constrained } prefix ? prefix : null;
        if (StandIns.For(_weaver.Module, method, constrained is null ? method.DeclaringType : (TypeReference)constrained.Operand) is not { } standIn)
            return false;
        if (constrained is not null)
            (constrained.OpCode, constrained.Operand) = (OpCodes.Nop, null);
        _weaver.Number(method.Name == "EnterScope" ? LockSite(instruction) : Site(method.Name));
        _weaver.Call(typeof(Hooks), nameof(Hooks.At));
        (instruction.OpCode, instruction.Operand) = (OpCodes.Call, standIn);
        return true;
    }

    // gate.Release as a delegate: closed over its first argument, as extension methods are.
    private void Delegate(Instruction instruction, MethodReference method)
    {
        if (method.DeclaringType.IsValueType || StandIns.For(_weaver.Module, method, method.DeclaringType) is not { } standIn)
            return;
        if (instruction.OpCode.Code == Code.Ldvirtftn)
            _weaver.Emit(OpCodes.Pop);
        (instruction.OpCode, instruction.Operand) = (OpCodes.Ldftn, standIn);
    }

    private void Other(Instruction instruction, MethodReference method, bool accesses)
    {
        var type = method.DeclaringType.GetElementType();
        if (StandIns.Refuses(method))
            Refuse(nameof(Refusals.NotChecked), $"{Types.Readable(type.Name)}.{method.Name.TrimStart('.')}");
        else if (!accesses)
            return;
        else if (type.FullName is "System.Threading.Interlocked" or "System.Threading.Volatile" or "System.Threading.LazyInitializer")
            Atomic(method);
        else if (IsCollection(instruction, method, type))
            Contents(method, Types.Readable(type.Name) + "." + method.Name, writes: !Looks.Contains(method.Name), skip: method.HasThis ? 0 : 1);
        else if (type.FullName is "System.Collections.Generic.CollectionExtensions" or "System.Runtime.InteropServices.CollectionsMarshal")
            Contents(method, method.Name, writes: !Looks.Contains(method.Name) && method.Name is not ("AsSpan" or "GetValueRefOrNullRef"), skip: 1);
        else if (type.FullName == "System.Linq.Enumerable" && method.Parameters.Count > 0 && method.Parameters[0].ParameterType.Name.StartsWith("IEnumerable", StringComparison.Ordinal))
            Contents(method, method.Name, writes: false, skip: 1);
        else if (type.FullName == "System.Array" && !method.HasThis && method.Parameters.Count > 0 && method.Name != "Empty")
            Contents(method, method.Name, writes: method.Name is not ("IndexOf" or "LastIndexOf" or "Exists" or "Find" or "FindIndex" or "BinarySearch" or "Copy" or "TrueForAll"), skip: 1);
        else if (SpanMakers.Contains(type.FullName) && TakesArray(method))
            SpanOver(method);
        else
            Unknown(instruction, method, type);
    }

    private void Unknown(Instruction instruction, MethodReference method, TypeReference type)
    {
        if (OfOneThread.Contains(type.FullName) && method.Name != ".ctor" && IsCallOn(instruction, method))
            Contents(method, Types.Readable(type.Name) + "." + method.Name, writes: !Looks.Contains(method.Name), skip: 0);
        if (IsForeign(method, type))
            Refuse(nameof(Refusals.Foreign), method.Name);
    }

    private void Refuse(string hook, string name)
    {
        _weaver.Number(Site(name));
        _weaver.Call(typeof(Refusals), hook);
    }

    private void Atomic(MethodReference method)
    {
        if (method.Parameters.Count == 0 || !method.Parameters[0].ParameterType.IsByReference)
            return;
        var rest = _weaver.SetAside(ParametersOf(method, 1));
        _weaver.Emit(OpCodes.Dup);
        _weaver.Number(Site("", writes: method.Name != "Read", atomic: true, updates: method.Name is not ("Read" or "Write")));
        _weaver.Call(typeof(Hooks), nameof(Hooks.Atomic));
        _weaver.PutBack(rest);
    }

    private void Contents(MethodReference method, string name, bool writes, int skip)
    {
        var rest = _weaver.SetAside(ParametersOf(method, skip));
        _weaver.Emit(OpCodes.Dup);
        _weaver.Number(Site(name, writes: writes));
        _weaver.Call(typeof(Hooks), nameof(Hooks.Contents));
        _weaver.PutBack(rest);
    }

    private void SpanOver(MethodReference method)
    {
        var rest = _weaver.SetAside(ParametersOf(method, 1));
        _weaver.Emit(OpCodes.Dup);
        _weaver.Call(typeof(Pointers), nameof(Pointers.ToElements));
        _weaver.PutBack(rest);
    }

    private static IEnumerable<TypeReference> ParametersOf(MethodReference method, int skip) =>
        method.Parameters.Skip(skip).Select(parameter => Types.Inflate(parameter.ParameterType, method.DeclaringType, method));

    private static bool TakesArray(MethodReference method) =>
        method.Parameters.Count > 0 && method.Parameters[0].ParameterType is ArrayType && (!method.HasThis || method.Name == ".ctor");

    private static bool IsCallOn(Instruction instruction, MethodReference method) =>
        method.HasThis && instruction.OpCode.Code != Code.Newobj && instruction.Previous?.OpCode.Code != Code.Constrained;

    private static bool IsCollection(Instruction instruction, MethodReference method, TypeReference type)
    {
        if (!IsCallOn(instruction, method) || type.IsValueType || type.DeclaringType is not null)
            return false;
        return type.Namespace is "System.Collections.Generic" or "System.Collections" or "System.Collections.Concurrent" or "System.Collections.ObjectModel" && method.Name != ".ctor"
            && !type.Name.Contains("Enumerator", StringComparison.Ordinal) && !type.Name.Contains("Compar", StringComparison.Ordinal);
    }

    // Whoever ends it is not one of ours.
    private bool IsForeign(MethodReference method, TypeReference type)
    {
        if (method.ReturnType.GetElementType() is not { Namespace: "System.Threading.Tasks", Name: "Task" or "Task`1" or "ValueTask" or "ValueTask`1" })
            return false;
        return !_sites.Covers(type) && type.Scope.Name != "TrainingCamp.Races" && type.Namespace is not ("System" or "System.Collections.Generic")
            && !type.Namespace.StartsWith("System.Threading", StringComparison.Ordinal) && !type.Namespace.StartsWith("System.Runtime.CompilerServices", StringComparison.Ordinal);
    }
}
