using Mono.Cecil;
using Mono.Cecil.Cil;
using TrainingCamp.Races.Running;

namespace TrainingCamp.Races.Rewriting;

/// <summary>
/// Turns static initializers into methods that every schedule runs anew, when it first touches a static field of the type. Otherwise
/// a schedule would find what the one before it had left, and a seed would mean nothing by itself.
/// </summary>
internal static class StaticFields
{
    public static void MakeResettable(IEnumerable<TypeDefinition> types)
    {
        foreach (var type in types.Where(IsResettable))
            AddReset(type);
    }

    public static bool IsResettable(TypeDefinition type) => !Types.IsOfCompiler(type) && !type.IsInterface && !Types.IsOfRegex(type) && type.Fields.Any(IsVariable);

    /// <summary>Puts the check in front of an access.</summary>
    public static void Ensure(Weaver weaver, SiteTable sites, FieldReference field)
    {
        if (!sites.Covers(field.DeclaringType) || field.DeclaringType.Resolve() is not { } type || !IsResettable(type) || field.Resolve() is not { } known || !IsVariable(known))
            return;
        weaver.Emit(OpCodes.Ldtoken, field.DeclaringType);
        weaver.Call(typeof(Statics), nameof(Statics.Ensure));
    }

    private static bool IsVariable(FieldDefinition field) =>
        field is { IsStatic: true, HasConstant: false } && !field.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "ThreadStaticAttribute");

    private static void AddReset(TypeDefinition type)
    {
        var reset = type.Methods.FirstOrDefault(method => method is { IsConstructor: true, IsStatic: true });
        if (reset is null)
        {
            type.Methods.Add(reset = new MethodDefinition("", MethodAttributes.Static, type.Module.TypeSystem.Void));
            reset.Body.GetILProcessor().Emit(OpCodes.Ret);
        }

        (reset.Name, reset.Attributes) = (Statics.ResetName, MethodAttributes.Private | MethodAttributes.Static | MethodAttributes.HideBySig);
        Clear(type, reset.Body);
    }

    private static void Clear(TypeDefinition type, MethodBody body)
    {
        var il = body.GetILProcessor();
        var first = body.Instructions[0];
        foreach (var field in type.Fields.Where(IsVariable))
        {
            il.InsertBefore(first, il.Create(OpCodes.Ldsflda, new FieldReference(field.Name, field.FieldType, Types.Self(type))));
            il.InsertBefore(first, il.Create(OpCodes.Initobj, field.FieldType));
        }
    }
}
