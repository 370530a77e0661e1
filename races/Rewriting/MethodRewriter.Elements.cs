using Mono.Cecil;
using Mono.Cecil.Cil;
using TrainingCamp.Races.Running;

namespace TrainingCamp.Races.Rewriting;

internal sealed partial class MethodRewriter
{
    private TypeSystem Basic => _weaver.Module.TypeSystem;

    private void Element(Instruction instruction)
    {
        if (IsNative(_previous))
            return;
        var writes = instruction.OpCode.Name.StartsWith("st", StringComparison.Ordinal);
        var value = writes ? _weaver.SetAside([ValueOf(instruction)]) : [];
        var index = _weaver.SetAside([Basic.Int32]);
        _weaver.Emit(OpCodes.Dup);
        _weaver.PutBack(index);
        _weaver.Number(Site("element", writes: writes));
        _weaver.Call(typeof(Hooks), nameof(Hooks.Element));
        _weaver.PutBack(index);
        _weaver.PutBack(value);
    }

    private void ElementAddress(Instruction instruction)
    {
        if (IsNative(_previous))
            return;
        var type = (TypeReference)instruction.Operand;
        var array = _weaver.Variable(_weaver.Module.ImportReference(typeof(Array)));
        var index = _weaver.SetAside([Basic.Int32]);
        _weaver.Emit(OpCodes.Dup);
        _weaver.Emit(OpCodes.Stloc, array);
        _weaver.PutBack(index);
        _weaver.Behind();
        _weaver.Emit(OpCodes.Dup);
        _weaver.Emit(OpCodes.Ldloc, array);
        _weaver.PutBack(index);
        _weaver.Number(Site("element", type: type.FullName));
        _weaver.Call(typeof(Pointers), nameof(Pointers.ToElement));
    }

    private void Indirect(Instruction instruction)
    {
        // The address of a local variable leads to no other thread.
        if (_previous?.OpCode.Code is Code.Ldloca or Code.Ldarga && !instruction.OpCode.Name.StartsWith("st", StringComparison.Ordinal))
            return;
        var name = instruction.OpCode.Name;
        var writes = !name.StartsWith("ld", StringComparison.Ordinal);
        var value = name.StartsWith("st", StringComparison.Ordinal) ? _weaver.SetAside([ValueOf(instruction)]) : [];
        _weaver.Emit(OpCodes.Dup);
        _weaver.Number(Site("", writes: writes, atomic: IsVolatile(instruction)));
        _weaver.Call(typeof(Hooks), nameof(Hooks.Indirect));
        _weaver.PutBack(value);
    }

    // Rare: an index of another size than int.
    private static bool IsNative(Instruction? index) =>
        index?.OpCode.Code is Code.Conv_I or Code.Conv_U or Code.Conv_Ovf_I or Code.Conv_Ovf_U or Code.Conv_Ovf_I_Un or Code.Ldlen;

    private TypeReference ValueOf(Instruction store) => store.OpCode.Code switch
    {
        Code.Stelem_Any or Code.Stobj => (TypeReference)store.Operand,
        Code.Stelem_Ref or Code.Stind_Ref => Basic.Object,
        Code.Stelem_I8 or Code.Stind_I8 => Basic.Int64,
        Code.Stelem_R4 or Code.Stind_R4 => Basic.Single,
        Code.Stelem_R8 or Code.Stind_R8 => Basic.Double,
        Code.Stelem_I or Code.Stind_I => Basic.IntPtr,
        _ => Basic.Int32,
    };
}
