using System.Text.RegularExpressions;
using Mono.Cecil;

namespace TrainingCamp.Races.Rewriting;

/// <summary>Questions about types that need no other assembly to be read.</summary>
internal static partial class Types
{
    /// <summary>A type of a generic member as its user sees it: T becomes int.</summary>
    public static TypeReference Inflate(TypeReference type, TypeReference declaring, MethodReference? method) => type switch
    {
        GenericParameter { Type: GenericParameterType.Type } parameter => declaring is GenericInstanceType instance ? instance.GenericArguments[parameter.Position] : type,
        GenericParameter parameter => method is GenericInstanceMethod generic ? generic.GenericArguments[parameter.Position] : type,
        ByReferenceType reference => new ByReferenceType(Inflate(reference.ElementType, declaring, method)),
        ArrayType array => new ArrayType(Inflate(array.ElementType, declaring, method), array.Rank),
        RequiredModifierType modified => Inflate(modified.ElementType, declaring, method),
        GenericInstanceType generic => Inflate(generic, declaring, method),
        _ => type,
    };

    public static bool Implements(TypeDefinition type, params string[] interfaces) => type.Interfaces.Any(found => interfaces.Contains(found.InterfaceType.Name));

    /// <summary>Whether a source generator made it for a <c>[GeneratedRegex]</c>: the framework calls it, and hands what it keeps from thread to thread unseen.</summary>
    public static bool IsOfRegex(TypeDefinition type) =>
        type.DeclaringType is { } outer ? IsOfRegex(outer) : type.Namespace == "System.Text.RegularExpressions.Generated";

    /// <summary>Whether nobody wrote it: a closure, a state machine. A <c>file</c> type's name begins with its file's, as in <c>&lt;Counter&gt;F0a…__Numbers</c>.</summary>
    public static bool IsOfCompiler(TypeDefinition type) => type.Name.StartsWith('<') && !FileLocal().IsMatch(type.Name);

    public static bool IsAsync(TypeDefinition type) => Implements(type, "IAsyncStateMachine");

    /// <summary>
    /// A name as a person wrote it: fields and methods that the compiler made are named after those they stand for, a local function
    /// by its own name, a lambda after the method around it. The state machine of either has such a name within its own.
    /// </summary>
    public static string Readable(string name)
    {
        if (FileLocal().Match(name) is { Success: true } file)
            return name[file.Length..].Split('`')[0];
        var inner = name.TrimStart('<');
        var close = inner.IndexOf('>');
        if (inner.Length == name.Length || close < 1)
            return name.Split('`')[0];
        return LocalFunction().Match(inner) is { Success: true } local ? local.Groups[1].Value : inner[..close];
    }

    /// <summary>The type that a person wrote: closures and state machines belong to it.</summary>
    public static TypeReference Written(TypeReference type) => type.DeclaringType is { } outer && type.Name.StartsWith('<') ? Written(outer) : type;

    /// <summary>A reference to a type from within itself, with its own type parameters.</summary>
    public static TypeReference Self(TypeReference type)
    {
        if (!type.HasGenericParameters)
            return type;
        var self = new GenericInstanceType(type);
        foreach (var parameter in type.GenericParameters)
            self.GenericArguments.Add(parameter);
        return self;
    }

    private static GenericInstanceType Inflate(GenericInstanceType type, TypeReference declaring, MethodReference? method)
    {
        var inflated = new GenericInstanceType(type.ElementType);
        foreach (var argument in type.GenericArguments)
            inflated.GenericArguments.Add(Inflate(argument, declaring, method));
        return inflated;
    }

    [GeneratedRegex("^<[^>]+>F[0-9A-F]{64}__")]
    private static partial Regex FileLocal();

    [GeneratedRegex(@"^[^>]*>g__(\w+)\|")]
    private static partial Regex LocalFunction();
}
