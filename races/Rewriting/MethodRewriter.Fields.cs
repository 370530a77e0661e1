using Mono.Cecil;
using Mono.Cecil.Cil;
using TrainingCamp.Races.Running;

namespace TrainingCamp.Races.Rewriting;

internal sealed partial class MethodRewriter
{
    private static readonly string[] Named =
        ["System.Threading", "System.Collections", "System.Lazy`1", "System.Object", "System.IO.", "System.Text.", "System.Buffers.", "System.Random", "System.Security.Cryptography."];

    private void Field(Instruction instruction, FieldReference field)
    {
        var type = field.DeclaringType.GetElementType();
        // Outside of the rewritten code too: a tuple's fields matter.
        var definition = field.Resolve();
        var (loads, address, isStatic) = (instruction.OpCode.Code is Code.Ldfld or Code.Ldsfld, instruction.OpCode.Code is Code.Ldflda or Code.Ldsflda,
            instruction.OpCode.Code is Code.Ldsfld or Code.Stsfld or Code.Ldsflda);
        if (definition is null ? !type.IsValueType : IsPrivateMatter(definition))
            return;
        var site = Site(NameOf(field), _sites.KeyOf(field), writes: !loads && !address, atomic: IsVolatile(instruction), field.DeclaringType.FullName,
            Types.Inflate(field.FieldType, field.DeclaringType, null).FullName);
        if (definition?.IsInitOnly != true && !(definition is { IsStatic: false } && _method.IsConstructor && definition.DeclaringType == _method.DeclaringType))
        {
            if (isStatic)
                StaticField(field, definition!, site, address);
            else if (type.IsValueType || definition is { DeclaringType.IsValueType: true })
                InnerField(field, site, loads, address);
            else
                ObjectField(instruction, field, site, loads, address);
        }

        if (loads && IsNamed(field.FieldType))
            Seen(site);
    }

    private void ObjectField(Instruction instruction, FieldReference field, int site, bool loads, bool address)
    {
        if (address)
        {
            var owner = _weaver.Variable(_weaver.Module.TypeSystem.Object);
            _weaver.Emit(OpCodes.Dup);
            _weaver.Emit(OpCodes.Stloc, owner);
            if (ReadsWhole(instruction.Next))
                _weaver.AsField(site, owner);
            _weaver.Behind();
            _weaver.Emit(OpCodes.Dup);
            _weaver.Emit(OpCodes.Ldloc, owner);
            _weaver.Number(site);
            _weaver.Call(typeof(Pointers), nameof(Pointers.ToField));
            return;
        }

        var value = loads ? [] : _weaver.SetAside([Types.Inflate(field.FieldType, field.DeclaringType, null)]);
        _weaver.Emit(OpCodes.Dup);
        _weaver.Number(site);
        _weaver.Call(typeof(Hooks), nameof(Hooks.Field));
        _weaver.PutBack(value);
    }

    // _date.Year: the pointer is used at once, by code that is not rewritten.
    private static bool ReadsWhole(Instruction? next) => next is { OpCode.Code: Code.Call, Operand: MethodReference { HasThis: true } method }
        && method.DeclaringType.IsValueType && method.DeclaringType.GetElementType().Namespace == "System";

    private void InnerField(FieldReference field, int site, bool loads, bool address)
    {
        if (address)
        {
            var structure = _weaver.Variable(new ByReferenceType(_weaver.Module.TypeSystem.Byte));
            _weaver.Emit(OpCodes.Dup);
            _weaver.Emit(OpCodes.Stloc, structure);
            _weaver.Behind();
            _weaver.Emit(OpCodes.Dup);
            _weaver.Emit(OpCodes.Ldloc, structure);
            _weaver.Number(site);
            _weaver.Call(typeof(Pointers), nameof(Pointers.ToInner));
            return;
        }

        // A struct on the stack is a copy, and nobody else's.
        if (loads && !IsPointer(_previous))
            return;
        var value = loads ? [] : _weaver.SetAside([Types.Inflate(field.FieldType, field.DeclaringType, null)]);
        _weaver.Emit(OpCodes.Dup);
        _weaver.Number(site);
        _weaver.Call(typeof(Hooks), nameof(Hooks.Inner));
        _weaver.PutBack(value);
    }

    private bool IsPointer(Instruction? made)
    {
        return made?.OpCode.Code switch
        {
            Code.Ldflda or Code.Ldsflda or Code.Ldelema or Code.Ldloca or Code.Ldarga => true,
            Code.Ldarg => made.Operand is ParameterDefinition parameter && (parameter.ParameterType.IsByReference || parameter == _method.Body.ThisParameter),
            Code.Ldloc => made.Operand is VariableDefinition { VariableType.IsByReference: true },
            Code.Call or Code.Callvirt => made.Operand is MethodReference { ReturnType.IsByReference: true },
            _ => false,
        };
    }

    private void StaticField(FieldReference field, FieldDefinition definition, int site, bool address)
    {
        var generic = field.DeclaringType is GenericInstanceType || definition.DeclaringType.HasGenericParameters;
        if (address)
            _weaver.Behind();
        if (address)
            _weaver.Emit(OpCodes.Dup);
        if (generic)
            _weaver.Emit(OpCodes.Ldtoken, field.DeclaringType);
        _weaver.Number(site);
        _weaver.Call(address ? typeof(Pointers) : typeof(Hooks), (address, generic) switch
        {
            (true, true) => nameof(Pointers.ToStaticOf),
            (true, false) => nameof(Pointers.ToStatic),
            (false, true) => nameof(Hooks.StaticOf),
            _ => nameof(Hooks.Static),
        });
    }

    private void Seen(int site)
    {
        _weaver.Behind();
        _weaver.Emit(OpCodes.Dup);
        _weaver.Number(site);
        _weaver.Call(typeof(Hooks), nameof(Hooks.Seen));
    }

    private static bool IsNamed(TypeReference type) =>
        !type.IsValueType && (type.IsArray || Named.Any(name => type.GetElementType().FullName.StartsWith(name, StringComparison.Ordinal)));

    // What only one call of a method ever sees, and what the compiler keeps for itself.
    private static bool IsPrivateMatter(FieldDefinition field) =>
        field.HasConstant || field.Name.StartsWith("<>", StringComparison.Ordinal) || field.Name.StartsWith("CS$", StringComparison.Ordinal)
        // Where it keeps the delegates of static methods: made twice they are the same.
        || field.DeclaringType.Name.Contains(">O", StringComparison.Ordinal)
        || Types.Implements(field.DeclaringType, "IAsyncStateMachine", "IEnumerator")
        || field.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "ThreadStaticAttribute");

    private static string NameOf(FieldReference field)
    {
        var type = field.DeclaringType.Name;
        var name = Types.Readable(field.Name);
        return type.StartsWith("<>c__DisplayClass", StringComparison.Ordinal) ? name : $"{Types.Readable(type)}.{name}";
    }
}
